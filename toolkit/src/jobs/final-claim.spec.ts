import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ownIdentity } from '../targets/process-identity.js';
import { claimFinal, releaseFinal } from './final-claim.js';
import { folderAt, type JobFolder } from './job-folder.js';

const home = mkdtempSync(join(tmpdir(), 'sonde-final-'));
let folder: JobFolder;
beforeEach(() => {
  folder = folderAt(mkdtempSync(join(home, 'job-')), 'one');
});
afterAll(() => rmSync(home, { recursive: true }));

const dead = (): string => {
  const pid = spawnSync(process.execPath, ['-e', '']).pid;
  return JSON.stringify({ ...ownIdentity(), pid, start: 'before' });
};

describe('the last word of a job', () => {
  it('is one process’s', () => {
    expect(claimFinal(folder)).toBe(true);
    expect(claimFinal(folder)).toBe(false); // it is held, by a process that lives
    expect(readdirSync(folder.path)).toEqual(['final']);
  });

  it('goes to one of those who find that its holder has died', () => {
    writeFileSync(folder.final, dead());
    expect([claimFinal(folder), claimFinal(folder), claimFinal(folder)]).toEqual([true, false, false]);
  });

  it('goes on when whoever took it over died in turn, before it had said so', () => {
    const first = dead();
    writeFileSync(folder.final, first);
    const { pid } = JSON.parse(first) as { pid: number };
    writeFileSync(`${folder.final}.after-${pid}-before`, dead());
    expect(claimFinal(folder)).toBe(true);
    expect(claimFinal(folder)).toBe(false);
  });

  it('is not held for ever by a file that was never filled', () => {
    writeFileSync(folder.final, '');
    expect(claimFinal(folder)).toBe(false); // perhaps it is being written
    const before = Date.now() / 1000 - 60;
    utimesSync(folder.final, before, before);
    expect(claimFinal(folder)).toBe(true);
  });

  it('can be given back', () => {
    expect(claimFinal(folder)).toBe(true);
    releaseFinal(folder);
    expect(claimFinal(folder)).toBe(true);
  });
});
