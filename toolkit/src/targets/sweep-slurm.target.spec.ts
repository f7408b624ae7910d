/** The jobs of a sweep on a Slurm cluster: tasks of one array job, each of them a job like any other. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { jobFolder, readStoredJob } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { fixtures, running, until } from '../testing/watched-jobs.js';
import type { SlurmOptions, SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(90_000);
const why = noSlurm();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: sweeps on Slurm, because ${why}`);

(why ? describe.skip : describe)('a sweep on Slurm', () => {
  let cluster: SlurmCluster;
  let home: string;
  let data: string;
  let jobs: Jobs;
  const open = (settings: SlurmSettings = {}): Jobs =>
    (jobs = new Jobs({ home, sources: fixtures, targets: [slurmTarget('slurm', settings)] }));
  const request = (args: Record<string, unknown>, targetOptions: SlurmOptions = {}): JobRequest => ({
    kind: 'train',
    module: 'count',
    data,
    args,
    target: 'slurm',
    targetOptions
  });
  const placeOf = async (id: string): Promise<string> =>
    (JSON.parse(await readFile(jobFolder(home, id).place, 'utf8')) as { id: string }).id;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-sweep-slurm-'));
    data = join(home, 'data.csv');
    await writeFile(data, 'a\n1\n');
    cluster = await startSlurm();
  });
  afterEach(async () => {
    jobs.close();
    // A job that has just ended moves the queue on before it goes, and might take the next one's jobs.
    while (cluster.ask('squeue', '-h', '-t', 'RUNNING,COMPLETING') !== '') await sleep(100);
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  it('is one array job, and each of its tasks one of ours with a folder and a log of its own', async () => {
    open();
    const records = await jobs.sweep(request({ epochs: [2, 3, 4] }));
    const places = await Promise.all(records.map(({ id }) => placeOf(id)));
    const [array = ''] = places[0]?.split('_') ?? [];
    expect(places).toEqual([`${array}_0`, `${array}_1`, `${array}_2`]);
    for (const [index, { id }] of records.entries()) {
      expect(await jobs.ended(id)).toMatchObject({
        state: 'succeeded',
        place: { id: places[index], node: 'n1' },
        metrics: { loss: 1 / (index + 2) }
      });
      expect(await jobs.log(id)).toContain('printed by the module');
    }
    for (const { id } of records) await jobs.remove(id);
    expect(existsSync(join(home, 'arrays', `sonde-${records[0]?.id}-array`))).toBe(false);
  });

  it('runs no more of them at once than is wished, says so, and one is stopped without the others', async () => {
    open();
    const [first, second, third] = await jobs.sweep(
      request({ epochs: [999, 1000, 3], pause: 100 }, { atOnce: 1 })
    );
    await until(jobs, first?.id ?? '', running);
    const waits = await until(jobs, second?.id ?? '', ({ reason }) => reason?.includes('sweep') ?? false);
    expect(waits).toMatchObject({
      state: 'queued',
      reason: 'Slurm: waits, because as many jobs of its sweep run as may at once'
    });
    expect(await jobs.cancel(second?.id ?? '')).toMatchObject({ state: 'cancelled' });
    expect(await jobs.get(first?.id ?? '')).toMatchObject({ state: 'running' });
    expect(await jobs.cancel(first?.id ?? '')).toMatchObject({
      state: 'cancelled',
      reason: 'It was asked to stop'
    });
    expect(await jobs.ended(third?.id ?? '')).toMatchObject({ state: 'succeeded' });
  });

  it('is found again when its submitter was killed between Slurm and the note of it', async () => {
    open();
    const records = await jobs.sweep(request({ epochs: [30, 31], pause: 100 }));
    const places = await Promise.all(records.map(({ id }) => placeOf(id)));
    const handed = records.map(({ id }) => jobFolder(home, id));
    await Promise.all(handed.map(({ place }) => rm(place)));
    const again = await Promise.all(
      handed.map(async folder => ({ folder, stored: await readStoredJob(folder) }))
    );
    expect(await slurmTarget('slurm').submitAll?.(again)).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' }
    ]);
    expect(await Promise.all(records.map(({ id }) => placeOf(id)))).toEqual(places);
    expect(new Set(cluster.ask('squeue', '-h', '-r', '-o', '%F').trim().split('\n')).size).toBe(1);
    for (const { id } of records) expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
  });

  it('goes job by job where the cluster takes no array as large', async () => {
    open();
    const limit = (most: number): string => `/^MaxArraySize=/d;$aMaxArraySize=${most}`;
    await cluster.configure(limit(2));
    const records = await jobs.sweep(request({ epochs: [2, 3, 4] }));
    const places = await Promise.all(records.map(({ id }) => placeOf(id)));
    await cluster.configure(limit(1001));
    expect(places.map(place => place.includes('_'))).toEqual([false, false, false]);
    for (const { id } of records) expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
  });

  it('is refused as a whole with the same sentence as one job', async () => {
    open();
    await expect(jobs.sweep(request({ epochs: [2, 3] }, { partition: 'gpu' }))).rejects.toThrow(
      'the cluster has no partition "gpu"'
    );
    const ended = await jobs.list({ state: 'failed' });
    expect(ended.filter(({ reason }) => reason?.includes('no partition "gpu"'))).toHaveLength(2);
  });

  it('goes through slurmrestd just so', async () => {
    const url = await cluster.startRest();
    const tokenFile = join(home, 'token');
    await writeFile(tokenFile, cluster.token({ user: 'root' }));
    open({ via: 'rest', url, user: 'root', tokenFile });
    const [first, second, third] = await jobs.sweep(
      request({ epochs: [999, 1000, 3], pause: 50 }, { atOnce: 1 })
    );
    expect(await placeOf(second?.id ?? '')).toMatch(/^\d+_1$/);
    await until(jobs, first?.id ?? '', running);
    await until(jobs, second?.id ?? '', ({ reason }) => reason?.includes('sweep') ?? false);
    expect(await jobs.cancel(second?.id ?? '')).toMatchObject({ state: 'cancelled' });
    await sleep(1000);
    expect(await jobs.get(first?.id ?? '')).toMatchObject({ state: 'running' });
    expect(await jobs.cancel(first?.id ?? '')).toMatchObject({ state: 'cancelled' });
    expect(await jobs.ended(third?.id ?? '')).toMatchObject({ state: 'succeeded' });
  });
});
