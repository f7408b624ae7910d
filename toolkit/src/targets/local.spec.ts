import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../jobs/jobs.js';
import { localTarget } from './local.js';
import { isSameProcess, ownIdentity } from './process-identity.js';

const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, '../jobs/fixtures') }
];
let home: string;
let data: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-local-'));
  data = join(home, 'data.csv');
  await writeFile(data, 'a\n1\n');
});
afterAll(() => rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 }));

describe('the local target', () => {
  it('says at once that a process ended before it had begun, and keeps what it printed', async () => {
    const runner = join(home, 'broken.js');
    await writeFile(runner, "throw new Error('cannot even begin');");
    const jobs = new Jobs({ home, sources, targets: [localTarget({ runner })] });
    const { id } = await jobs.submit({ kind: 'train', module: 'count', data });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason: 'The process that should run this job ended before it had begun; see its log'
    });
    expect(await jobs.log(id)).toContain('cannot even begin');
    jobs.close();
  });

  it('fails a job whose program is not there, with a sentence', async () => {
    const jobs = new Jobs({ home, sources, targets: [localTarget({ runner: '/no/such/runner.js' })] });
    const submitted = jobs.submit({ kind: 'train', module: 'count', data, title: 'Mine' });
    await expect(submitted).rejects.toMatchObject({
      code: 'cannot-start',
      message: 'Cannot start job "Mine": there is no /no/such/runner.js'
    });
    expect((await jobs.list({ state: 'failed' })).map(record => record.title)).toEqual(['Mine']);
    jobs.close();
  });

  it('tells what the machine has', async () => {
    const { cpus, memoryBytes } = await localTarget().capabilities();
    expect(cpus).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThan(1e8);
  });
});

describe('process identity', () => {
  it('knows this process, and no other of the same id', () => {
    expect(isSameProcess(ownIdentity())).toBe(true);
    expect(isSameProcess({ ...ownIdentity(), start: 'another time' })).toBe(false);
    expect(isSameProcess({ pid: 2 ** 22 + 1, start: 'any' })).toBe(false);
  });
});
