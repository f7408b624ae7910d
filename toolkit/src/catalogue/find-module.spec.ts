import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { card, remoteCatalogue } from '../testing/remote-catalogue.js';
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
