/** What becomes of jobs when Slurm ends them, or parts of it die. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { command, running, script, until } from '../testing/watched-jobs.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(120_000);
const why = noSlurm();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: failures of Slurm, because ${why}`);

(why ? describe.skip : describe)('a job on Slurm', () => {
  let cluster: SlurmCluster;
  let home: string;
  let jobs: Jobs;
  const on = { target: 'slurm' };
  const counting = 'for i in $(seq 50); do echo line $i; sleep 0.1; done';
  const lines = async (id: string): Promise<string[]> =>
    (await jobs.log(id)).split('\n').filter(line => /^line \d+$/.test(line));

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-failing-'));
    cluster = await startSlurm({
      more: [
        'SelectTypeParameters=CR_Core_Memory',
        'DefMemPerCPU=500',
        'JobAcctGatherType=jobacct_gather/linux',
        'JobAcctGatherFrequency=task=1',
        'JobAcctGatherParams=OverMemoryKill',
        'SlurmdTimeout=10'
      ]
    });
    jobs = new Jobs({ home, targets: [slurmTarget('slurm')] });
  });
  afterAll(async () => {
    jobs.close();
    await cluster.stop();
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  it('that goes over its time has failed, and the record says so', async () => {
    const { id } = await jobs.submit({ ...command('sleep', '90'), ...on });
    const { place } = await until(jobs, id, running);
    cluster.ask('scontrol', 'update', `JobId=${place?.id}`, 'TimeLimit=0');
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'Slurm stopped it on n1: its time limit was reached'
    });
  });

  it('that takes more memory than it asked for has failed, and the record says so', async () => {
    const greedy = 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 100)';
    const { id } = await jobs.submit({
      ...command(process.execPath, '-e', greedy),
      resources: { memoryBytes: 200 * 2 ** 20 },
      ...on
    });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^It used more memory on n1 than it had asked for, and Slurm killed it/)
    });
  });

  it('goes on when slurmctld is killed, and is known again by the next', async () => {
    const { id } = await jobs.submit({ ...script(counting.replace('50', '300')), ...on });
    await until(jobs, id, running);
    await sleep(6000); // what slurmctld has not written down by then is gone
    await cluster.stopController('SIGKILL');
    await until(jobs, id, ({ reason = '' }) => reason.includes('does not answer'));
    await cluster.startController();
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded', place: { node: 'n1' } });
    expect(await lines(id)).toHaveLength(300);
  });

  it('goes on when slurmd of its node is killed', async () => {
    const { id } = await jobs.submit({ ...script(counting), ...on });
    await until(jobs, id, running);
    await cluster.killNode();
    await sleep(1000);
    await cluster.startNode();
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(await lines(id)).toHaveLength(50);
  });

  it('waits again when its node is down, is said to wait and not to run there, and begins anew', async () => {
    const again = 'echo run >> runs.txt; [ $(wc -l < runs.txt) = 2 ] || sleep 60';
    const { id } = await jobs.submit({ ...script(again), ...on });
    await until(jobs, id, running);
    while (!existsSync(join(jobFolder(home, id).artefacts, 'runs.txt'))) await sleep(50);
    cluster.ask('scontrol', 'update', 'NodeName=n1', 'State=DOWN', 'Reason=test');
    const waits = await until(jobs, id, ({ state }) => state === 'queued');
    expect(waits.reason).toMatch(/^Slurm: waits /);
    // Its slurmd says that it is up as soon as it is asked.
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(await readFile(join(jobFolder(home, id).artefacts, 'runs.txt'), 'utf8')).toBe('run\nrun\n');
  });
});
