import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SondeError, type ListedEntry, type ModuleList } from '@sonde/schema';
import { CatalogueModel } from './model.js';

const broken = (name: string): ListedEntry => ({
  ok: false,
  name,
  source: 's',
  folder: `/${name}`,
  problem: 'p'
});
const list = (...names: string[]): ModuleList => ({
  entries: names.map(broken),
  total: names.length,
  sources: [],
  revision: names.join()
});

/** A model whose service gives these answers in turn, and what it was asked. */
function modelOf(answers: (ModuleList | Error)[]) {
  const asked: (number | 'all' | 'refresh' | 'revision')[] = [];
  const revisions: (string | Error)[] = [];
  const later: (() => void)[] = [];
  const answer = () => {
    const next = answers.shift();
    if (next === undefined) throw new Error('asked too often');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const model = new CatalogueModel(
    {
      modules: options => {
        asked.push(options?.first ?? 'all');
        return answer();
      },
      refreshModules: () => {
        asked.push('refresh');
        return answer();
      },
      catalogueRevision: () => {
        asked.push('revision');
        const next = revisions.length > 1 ? revisions.shift()! : revisions[0]!;
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      }
    },
    { idle: work => later.push(work), now: () => 1000 }
  );
  const idle = () => later.splice(0).forEach(work => work());
  const names = () =>
    model.view.status === 'ready' ? model.view.found.map(entry => entry.name) : model.view.status;
  return { model, asked, idle, names, revisions };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('CatalogueModel', () => {
  it('is loading until the answer is in, and asks once for a catalogue of one screen', async () => {
    const { model, asked } = modelOf([list()]);
    expect(model.view.status).toBe('loading');
    await Promise.all([model.ensureLoaded(), model.ensureLoaded()]);
    await model.ensureLoaded();
    expect(model.view).toMatchObject({ status: 'ready', total: 0, loadedAt: 1000 });
    expect(asked).toEqual([40]);
  });

  it('shows the first rows of a large catalogue before the rest, and facets once it is indexed', async () => {
    const { model, asked, idle, names } = modelOf([{ ...list('a'), total: 2 }, list('a', 'b')]);
    const seen: unknown[] = [];
    model.changed.connect(() => seen.push(names()));
    await model.ensureLoaded();
    expect(asked).toEqual([40, 'all']);
    expect(seen).toEqual([['a'], ['a', 'b']]);
    expect(model.view).toMatchObject({ total: 2, facets: undefined });
    idle();
    expect(model.view).toMatchObject({ facets: { source: [{ value: 's', count: 2 }] } });
  });

  it('shows what failed and its hint, and recovers on a retry', async () => {
    const down = new SondeError('service-down', 'It did not start', { hint: 'Look there' });
    const { model } = modelOf([down, list('a')]);
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

  it('searches with every key, once', async () => {
    const { model, names } = modelOf([list('image', 'text')]);
    await model.ensureLoaded();
    let told = 0;
    model.changed.connect(() => (told += 1));
    model.query = 'te';
    model.query = 'text';
    model.query = 'text';
    expect(told).toBe(2);
    expect(model.view).toMatchObject({ query: 'text', total: 2, found: [{ name: 'text' }] });
    model.query = 'nothing';
    expect(names()).toEqual([]);
  });

  it('narrows by facets and by an example, and shows all again', async () => {
    const { model, names } = modelOf([list('image', 'text')]);
    await model.ensureLoaded();
    model.toggle('source', 'other');
    expect(names()).toEqual([]);
    model.toggle('source', 's');
    expect(names()).toEqual(['image', 'text']);
    model.example = { name: 'photo.jpg', types: ['image'] };
    expect(names()).toEqual([]);
    model.clearFilters();
    expect(names()).toEqual(['image', 'text']);
    expect(model.choice.filters).toEqual({});
  });

  it('keeps what is shown while a refresh runs, and when it fails', async () => {
    const { model, asked, idle, names } = modelOf([
      list('a'),
      list('a', 'b'),
      new SondeError('server-unreachable', 'Cannot reach the Jupyter server')
    ]);
    await model.ensureLoaded();
    idle();
    const refresh = model.refresh();
    expect(model.view).toMatchObject({ refreshing: true, found: [{ name: 'a' }] });
    await refresh;
    expect(names()).toEqual(['a']);
    idle();
    expect(names()).toEqual(['a', 'b']);
    await model.refresh();
    expect(model.view).toMatchObject({
      refreshing: false,
      problem: { message: 'Cannot reach the Jupyter server' },
      found: [{ name: 'a' }, { name: 'b' }]
    });
    expect(asked).toEqual([40, 'refresh', 'refresh']);
  });

  it('shows by itself what a terminal adds, for as long as somebody looks', async () => {
    jest.useFakeTimers();
    const { model, asked, idle, names, revisions } = modelOf([list('a'), list('a', 'b')]);
    revisions.push('a', 'a', 'a,b');
    await model.ensureLoaded();
    idle();
    model.watch();
    model.watch();
    await jest.advanceTimersByTimeAsync(35_000);
    idle();
    expect(asked).toEqual([40, 'revision', 'revision', 'revision', 'all']);
    expect(names()).toEqual(['a', 'b']);
    model.unwatch();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(5);
  });

  it('follows a source that is fetched until it has come, whatever fails on the way', async () => {
    jest.useFakeTimers();
    const source = { name: 'hub', kind: 'http', location: 'https://x', entries: 0 } as const;
    const { model, asked, idle, revisions } = modelOf([
      { ...list('a'), sources: [{ ...source, status: 'refreshing' }] },
      { ...list('a', 'b'), sources: [{ ...source, status: 'fresh' }] }
    ]);
    revisions.push(...Array<string>(60).fill('a'), new Error('gone'), 'a,b');
    await model.ensureLoaded();
    model.watch();
    expect(model.view).toMatchObject({ refreshing: true });
    await jest.advanceTimersByTimeAsync(118_000);
    expect(new Set(asked.slice(1))).toEqual(new Set(['revision']));
    await jest.advanceTimersByTimeAsync(60_000);
    idle();
    expect(asked).toContain('all');
    expect(model.view).toMatchObject({ refreshing: false });
    model.unwatch();
  });

  it('restores a choice before anything is loaded, and does not search among the first rows only', async () => {
    const { model, asked, names } = modelOf([list('image', 'text')]);
    model.restore({ query: 'text', filters: { source: ['s'] }, top: 3 });
    await model.ensureLoaded();
    expect(asked).toEqual(['all']);
    expect(names()).toEqual(['text']);
    expect(model.choice).toEqual({ query: 'text', filters: { source: ['s'] }, sort: 'relevance', top: 3 });
  });
});
