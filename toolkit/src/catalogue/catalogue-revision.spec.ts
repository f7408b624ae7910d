import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { card, remoteCatalogue } from '../testing/remote-catalogue.js';
import { catalogueRevision } from './catalogue-revision.js';
import { keepFresh } from './keep-fresh.js';
import type { Source } from './source.js';

const web = remoteCatalogue();

describe('the revision of the catalogue', () => {
  it('changes with what a folder holds and with the files of its modules, and stays otherwise', async () => {
    const folder: Source = { name: 'mine', kind: 'folder', location: join(web.home, 'mine') };
    const revision = () => catalogueRevision([folder], web.context());
    const seen = [await revision()];
    mkdirSync(join(folder.location, 'a'), { recursive: true });
    writeFileSync(join(folder.location, 'a', 'ai4-metadata.yml'), card);
    seen.push(await revision());
    utimesSync(join(folder.location, 'a', 'ai4-metadata.yml'), 1, 1);
    seen.push(await revision());
    rmSync(join(folder.location, 'a'), { recursive: true });
    seen.push(await revision());
    expect(new Set(seen).size).toBe(4);
    expect(await revision()).toBe(await revision());
  });

  it('changes when a list was fetched again', async () => {
    web.answers['/a.yml'] = card;
    const source = web.index({ name: 'a', card: 'a.yml' });
    const revision = () => catalogueRevision([source], { ...web.context(), offline: true });
    const before = await revision();
    await web.refreshed(source);
    expect(await revision()).not.toBe(before);
  });
});

it('a service that keeps the catalogue fresh tells the editor what was fetched and what was added', async () => {
  const home = web.home;
  const location = join(import.meta.dirname, '../jobs/fixtures');
  writeFileSync(
    join(home, 'sources.json'),
    JSON.stringify({ sources: [{ name: 'mine', kind: 'folder', location }] })
  );
  const before = { ...process.env };
  Object.assign(process.env, { SONDE_HOME: home, SONDE_OFFLINE: '1' });
  const end = new AbortController();
  const kept = keepFresh({ signal: end.signal });
  const types = () => {
    try {
      return readFileSync(join(home, 'types/catalogue.d.ts'), 'utf8');
    } catch {
      return '';
    }
  };
  for (let turn = 0; turn < 200 && types() === ''; turn++)
    await new Promise(resolve => setTimeout(resolve, 20));
  end.abort();
  await kept;
  process.env = before;
  expect(types()).toContain('"count": SchemaModule<');
});
