import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createJobFolder, type StoredJob } from '../../jobs/job-folder.js';
import type { HandedJob } from '../target.js';
import { readTask } from './array-task.js';
import { SlurmRefusal, type SlurmClient, type SlurmRequest } from './client.js';
import { readPlace } from './job-place.js';
import { submitAll } from './submit-all.js';

describe('the jobs of a sweep', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'sonde-all-'))));
  afterEach(() => rm(home, { recursive: true }));

  const job = async (id: string, more: Partial<StoredJob> = {}): Promise<HandedJob> => {
    const stored = { id, title: id, args: {}, created: '2026-01-01T00:00:00Z', ...more } as StoredJob;
    return { stored, folder: await createJobFolder(home, stored) };
  };

  /** Hands `jobs` to a cluster that answers `answer`; tells which arrays it was given, and which jobs by themselves. */
  async function handOver(
    jobs: HandedJob[],
    answer: () => Promise<string> = () => Promise.resolve('12'),
    ids: (string | undefined)[] = []
  ) {
    const arrays: SlurmRequest[] = [];
    const single: string[] = [];
    const client = {
      partitions: () => Promise.resolve([]),
      submit: (request: SlurmRequest) => (arrays.push(request), answer())
    } as Partial<SlurmClient> as SlurmClient;
    const outcomes = await submitAll(jobs, {
      client,
      settings: {},
      idsOf: some => Promise.resolve(some.map(one => ids[jobs.indexOf(one)])),
      submit: ({ stored }) => {
        single.push(stored.id);
        return stored.id === 'bad' ? Promise.reject(new Error('Not this one')) : Promise.resolve();
      }
    });
    return { arrays, single, outcomes: outcomes.map(({ status }) => status) };
  }

  it('that ask for the same go in one array, others in another, and a single one by itself', async () => {
    const big = { resources: { cpus: 8 } };
    const jobs = [
      await job('a'),
      await job('b', big),
      await job('c'),
      await job('d', big),
      await job('e', { resources: { gpus: 1 } })
    ];
    const { arrays, single } = await handOver(jobs);
    expect(arrays.map(({ name, array, cpus }) => [name, array, cpus])).toEqual([
      ['sonde-a-array', '0-1', undefined],
      ['sonde-b-array', '0-1', 8]
    ]);
    expect(single).toEqual(['e']);
    expect(jobs.map(({ folder }) => readPlace(folder)?.id)).toEqual([
      '12_0',
      '12_0',
      '12_1',
      '12_1',
      undefined
    ]);
  });

  it('that Slurm has already are left alone', async () => {
    const jobs = [await job('a'), await job('b'), await job('c')];
    const { arrays } = await handOver(jobs, undefined, ['7', undefined, undefined]);
    expect(arrays).toMatchObject([{ name: 'sonde-b-array', array: '0-1' }]);
    expect(readTask((jobs[0] as HandedJob).folder)).toBeUndefined();
  });

  it('go one by one where there are no arrays, and a refusal of one keeps none back', async () => {
    const jobs = [await job('a'), await job('bad'), await job('c')];
    const refuse = () => Promise.reject(new SlurmRefusal('Invalid job array specification'));
    const { single, outcomes } = await handOver(jobs, refuse);
    expect(single).toEqual(['a', 'bad', 'c']);
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(readTask((jobs[0] as HandedJob).folder)).toBeUndefined();
  });

  it('are all refused with their array', async () => {
    const jobs = [await job('a'), await job('b')];
    const { outcomes, single } = await handOver(jobs, () => Promise.reject(new SlurmRefusal('No')));
    expect([outcomes, single]).toEqual([['rejected', 'rejected'], []]);
  });
});
