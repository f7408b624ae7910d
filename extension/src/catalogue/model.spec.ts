import { describe, expect, it } from '@jest/globals';
import { SondeError, type ModuleList } from '@sonde/schema';
import { CatalogueModel } from './model.js';

const empty: ModuleList = { entries: [], total: 0 };

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

  it('tells of a new query, and only of a new one', async () => {
    const entry = { ok: false, name: 'x', source: 's', folder: '/x', problem: 'p' } as const;
    const model = new CatalogueModel({ modules: () => Promise.resolve({ entries: [entry], total: 1 }) });
    await model.ensureLoaded();
    let told = 0;
    model.changed.connect(() => (told += 1));
    model.query = 'nothing';
    model.query = 'nothing';
    expect(told).toBe(1);
    expect(model.view).toMatchObject({ query: 'nothing', total: 1, found: [] });
  });
});
