import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SondeError, type ModuleList } from '@sonde/schema';
import { CatalogueModel } from './model.js';

const empty: ModuleList = { entries: [], total: 0, sources: [] };

afterEach(() => {
  jest.useRealTimers();
});

describe('CatalogueModel', () => {
  it('is loading until the answer is in, and asks once', async () => {
    let asked = 0;
    const model = new CatalogueModel({
      modules: () => {
        asked += 1;
        return Promise.resolve(empty);
      }
    });
    expect(model.view.status).toBe('loading');
    await Promise.all([model.ensureLoaded(), model.ensureLoaded()]);
    await model.ensureLoaded();
    expect(model.view).toMatchObject({ status: 'ready', total: 0 });
    expect(asked).toBe(1);
  });

  it('shows what failed and its hint, and recovers on a retry', async () => {
    const answers = [
      () => Promise.reject(new SondeError('service-down', 'It did not start', { hint: 'Look there' })),
      () => Promise.resolve(empty)
    ];
    const model = new CatalogueModel({ modules: () => answers.shift()!() });
    await model.ensureLoaded();
    expect(model.view).toMatchObject({
      status: 'error',
      error: { message: 'It did not start', hint: 'Look there' }
    });
    const retry = model.load();
    expect(model.view.status).toBe('loading');
    await retry;
    expect(model.view.status).toBe('ready');
  });

  const entry = { ok: false, name: 'x', source: 's', folder: '/x', problem: 'p' } as const;

  async function loaded(): Promise<CatalogueModel> {
    const model = new CatalogueModel({
      modules: () => Promise.resolve({ entries: [entry], total: 1, sources: [] })
    });
    await model.ensureLoaded();
    jest.useFakeTimers();
    return model;
  }

  it('keeps every key at once, and searches when the reader rests', async () => {
    const model = await loaded();
    model.query = 'noth';
    jest.advanceTimersByTime(149);
    model.query = 'nothing';
    jest.advanceTimersByTime(149);
    expect(model.query).toBe('nothing');
    expect(model.view).toMatchObject({ query: '', found: [entry] });
    jest.advanceTimersByTime(1);
    expect(model.view).toMatchObject({ query: 'nothing', total: 1, found: [] });
  });

  it('searches at once when told to, and not a second time', async () => {
    const model = await loaded();
    model.query = 'nothing';
    model.searchNow();
    expect(model.view).toMatchObject({ query: 'nothing', found: [] });
    let told = 0;
    model.changed.connect(() => (told += 1));
    model.query = 'nothing';
    jest.advanceTimersByTime(1000);
    expect(told).toBe(0);
  });
});
