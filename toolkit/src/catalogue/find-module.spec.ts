import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { SondeError } from '@sonde/schema';
import { card, remoteCatalogue } from '../testing/remote-catalogue.js';
import { catalogue } from './catalogue.js';
import { findEntry } from './find-module.js';
import type { Source } from './source.js';

const count = join(import.meta.dirname, '../jobs/fixtures/count');
const web = remoteCatalogue();

describe('a name in two sources', () => {
  it('is listed twice; the first source wins, and the other is loaded by its own name', async () => {
    web.answers['/a.yml'] = card;
    const second = web.index({ name: 'count', card: 'a.yml' });
    const first: Source = { name: 'fixtures', kind: 'folder', location: join(count, '..') };
    const { entries } = await web.refreshed(first, second);
    expect(entries.map(entry => [entry.name, entry.source, entry.ok && entry.loadAs])).toEqual([
      ['count', 'fixtures', undefined],
      ['count', 'ours', 'ours/count']
    ]);
    expect((await findEntry('count', [first, second], web.context())).kind).toBe('module');
    expect((await findEntry('count', [second, first], web.context())).kind).toBe('container');
    expect((await findEntry('ours/count', [first, second], web.context())).kind).toBe('container');
    expect((await findEntry('count@latest', [first, second], web.context())).kind).toBe('container');
  });
});

describe('a version in a later source', () => {
  it('is loaded though the first source has a broken module of that name', async () => {
    const first: Source = { name: 'first', kind: 'folder', location: join(web.home, 'first') };
    mkdirSync(join(first.location, 'count'), { recursive: true });
    writeFileSync(join(first.location, 'count', 'module.js'), 'export default {};');
    web.answers['/a.yml'] = card;
    const second = web.index({ name: 'count', card: 'a.yml' });
    await web.refreshed(second);
    const find = (wanted: string, ...from: Source[]) => findEntry(wanted, from, web.context());
    expect((await find('count@latest', first, second)).kind).toBe('container');
    await expect(find('count', first, second)).rejects.toMatchObject({ code: 'module-broken' });
    await expect(find('count@1.0', first)).rejects.toMatchObject({ code: 'module-broken' });
    await expect(find('count@1.0', first, second)).rejects.toThrow(
      '"count" is here in version latest, 1.0 was asked for'
    );
  });
});

describe('a name that nothing has', () => {
  const fixtures: Source = { name: 'fixtures', kind: 'folder', location: join(count, '..') };
  const gone: Source = { name: 'gone', kind: 'folder', location: '/no/such/folder' };
  const hint = (from: Source[], wanted = 'cuont'): Promise<string | undefined> =>
    findEntry(wanted, from, web.context()).then(
      () => 'found',
      (error: unknown) => (error as SondeError).hint
    );

  it('is told with those that are near, and the sources that could not be searched', async () => {
    expect(await hint([fixtures])).toBe('Did you mean "count"?');
    expect(await hint([fixtures], 'xyz')).toBe('There are: count.');
    expect(await hint([gone, fixtures])).toBe('Did you mean "count"? Not searched: gone.');
    expect(await hint([gone, fixtures], 'xyz')).toBe(
      'There are: count. Not searched: gone (The folder /no/such/folder cannot be read).'
    );
  });

  it('is told with where to get modules when no source is known', async () => {
    expect(await hint([])).toBe(
      "No source of modules is known: run the set-up, or catalogue.add('a folder or an address')."
    );
  });

  it('is told with the folders that hold no module', async () => {
    const location = join(web.home, 'empty');
    mkdirSync(location);
    expect(await hint([{ name: 'empty', kind: 'folder', location }])).toBe(
      `No module is in empty (${location}).`
    );
  });

  it('is told with why each source could not be searched when all failed', async () => {
    const list: Source = { name: 'far', kind: 'http', location: `${web.base}/gone.json` };
    expect(await hint([gone, list])).toBe(
      'Not searched: gone (The folder /no/such/folder cannot be read); ' +
        `far (${web.base}/gone.json answered 404 Not Found).`
    );
  });

  it('does not hide a list whose last fetch failed and that is cached', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'dogs', card: 'a.yml' });
    await catalogue.refresh({}, [source], web.context());
    web.answers['/index.json'] = (_, response) => response.writeHead(500).end();
    await catalogue.refresh({}, [source], web.context());
    expect(await hint([source], 'dgos')).toBe('Did you mean "dogs"?');
  });
});
