import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPart } from './read-part.js';

describe('a part of a log', () => {
  let folder: string;
  const write = async (text: string) => {
    const path = join(folder, 'log.txt');
    await writeFile(path, text);
    return path;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sonde-part-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is the end of the file, from a whole line on', async () => {
    const path = await write('one\ntwo\nthree\n');
    expect(await readPart(path, { most: 9 })).toEqual({ from: 8, to: 14, size: 14, text: 'three\n' });
  });

  it('goes on where the last one ended, and keeps back a line that is not whole', async () => {
    const path = await write('one\ntwo\nthr');
    expect(await readPart(path, { from: 4 })).toEqual({ from: 4, to: 8, size: 11, text: 'two\n' });
    expect(await readPart(path, { from: 8 })).toMatchObject({ from: 8, to: 8, text: '' });
    expect(await readPart(path, { from: 8, ended: true })).toMatchObject({ to: 11, text: 'thr' });
  });

  it('goes back in whole lines', async () => {
    const path = await write('one\ntwo\nthree\n');
    expect(await readPart(path, { before: 8, most: 6 })).toMatchObject({ from: 4, to: 8, text: 'two\n' });
    expect(await readPart(path, { before: 4 })).toMatchObject({ from: 0, to: 4, text: 'one\n' });
  });

  it('cuts a line that is longer than it, between characters', async () => {
    const path = await write('é'.repeat(10));
    expect(await readPart(path, { from: 0, most: 5 })).toMatchObject({ to: 4, text: 'éé' });
  });

  it('is empty behind the end', async () => {
    const path = await write('one\n');
    expect(await readPart(path, { from: 900 })).toEqual({ from: 4, to: 4, size: 4, text: '' });
  });
});
