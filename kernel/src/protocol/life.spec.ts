import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lifeFiles } from '../channel/life-files.js';
import { Life, obituary, otherKernel } from './life.js';

const GB = 2 ** 30;
const limits = { heap: 4 * GB, memory: 16 * GB };
/** No process has it: numbers end below. */
const nobody = 2 ** 30;
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-life-'));
  file = join(folder, 'kernel-1.json');
});

afterEach(() => rm(folder, { recursive: true }));

const died = (pid: number, used = 0) =>
  writeFile(lifeFiles(file).life, JSON.stringify({ pid, limits, used }));

describe('a kernel', () => {
  it('that is the first knows of none before, and leaves nothing', async () => {
    const life = new Life(file, limits);
    life.begin();
    life.note(GB);
    expect(life.before).toBe(undefined);
    expect(otherKernel(file)).toBe(undefined);
    expect(existsSync(lifeFiles(file).life)).toBe(true);
    life.end();
    life.note(2 * GB);
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells of one that died, once, and takes its report away', async () => {
    await died(nobody);
    await writeFile(lifeFiles(file, nobody).report, '{"header":{"event":"Abort"}}');
    const life = new Life(file, limits);
    expect(life.before).toContain('crashed: Abort');
    life.begin();
    life.end();
    expect(await readdir(folder)).toEqual([]);
    expect(new Life(file, limits).before).toBeUndefined();
  });

  it('knows one that lives', async () => {
    await died(process.ppid);
    expect(new Life(file, limits).before).toBe(undefined);
    expect(otherKernel(file)).toBe(process.ppid);
  });

  it('is not put off by a file that was cut short, or a folder that cannot be written', async () => {
    await writeFile(lifeFiles(file).life, '{"pid":');
    expect(new Life(file, limits).before).toBeUndefined();
    const nowhere = new Life(join(folder, 'none', 'k.json'), limits);
    nowhere.begin();
    nowhere.note(GB);
    nowhere.end();
  });
});

describe('what is said of the dead', () => {
  it.each([
    [
      { header: { trigger: 'OOMError' } },
      0,
      'ran out of memory: JavaScript objects filled its heap of 4.0 GB'
    ],
    [{ header: { event: 'Check failed: x', trigger: 'FatalError' } }, 0, 'crashed: Check failed: x'],
    [{}, 15 * GB, 'was killed when it used 15.0 GB of 16.0 GB'],
    [{}, GB, 'killed from outside, or crashed in native code']
  ])('%j and %d bytes', (report, used, words) => {
    expect(obituary({ used, limits }, report)).toContain(words);
  });
});
