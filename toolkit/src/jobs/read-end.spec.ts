import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnd } from './read-end.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-end-'));
  await writeFile(join(folder, 'log'), 'first\nsecond\nthird \u{1F41F}\n');
  await writeFile(join(folder, 'empty'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('readEnd', () => {
  it('gives all of a short file', async () => {
    expect(await readEnd(join(folder, 'log'), 1000)).toBe('first\nsecond\nthird \u{1F41F}\n');
    expect(await readEnd(join(folder, 'empty'), 1000)).toBe('');
  });

  it('gives the last whole lines of a long one', async () => {
    expect(await readEnd(join(folder, 'log'), 15)).toBe('third \u{1F41F}\n');
    expect(await readEnd(join(folder, 'log'), 5)).toBe('');
  });
});
