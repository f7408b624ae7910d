/** Jobs whose end Slurm's controller has forgotten and its accounting knows. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { noAccounting } from '../testing/slurm-accounting.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { command, running, until } from '../testing/watched-jobs.js';
import type { SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(120_000);
const why = noSlurm() ?? noAccounting();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm's accounting: ${why}`);
if (why) console.warn(`Left out: Slurm's accounting, because ${why}`);

(why ? describe.skip : describe)('a job that Slurm’s controller has forgotten', () => {
  let cluster: SlurmCluster;
  let home: string;
  let rest: SlurmSettings;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sonde-accounted-'));
    cluster = await startSlurm({ accounting: true });
    const tokenFile = join(home, 'token');
    await writeFile(tokenFile, cluster.token({ user: 'root' }));
    rest = { via: 'rest', url: await cluster.startRest(), user: 'root', tokenFile };
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  /** Nobody looks at the job from when it runs until Slurm's controller knows it no more. */
  async function seenLate(end: (id: string) => void, settings: SlurmSettings): Promise<JobRecord> {
    let jobs = new Jobs({ home, targets: [slurmTarget('slurm', settings)] });
    const { id } = await jobs.submit({ ...command('sleep', '60'), target: 'slurm' });
    const { place } = await until(jobs, id, running);
    jobs.close();
    end(place?.id ?? '');
    while (cluster.ask('squeue', '-h', '-a', '--states=all', `--name=sonde-${id}`) !== '') await sleep(500);
    jobs = new Jobs({ home, targets: [slurmTarget('slurm', settings)] });
    const record = await jobs.ended(id);
    jobs.close();
    return record;
  }
  const cancel = (id: string): unknown => cluster.ask('scancel', id);

  it('is found in the accounting, with who cancelled it', async () => {
    expect(await seenLate(cancel, {})).toMatchObject({
      state: 'cancelled',
      reason: 'It was cancelled in Slurm by the user with the number 0, not from here'
    });
  });

  it('is found there by way of slurmrestd too', async () => {
    expect(await seenLate(cancel, rest)).toMatchObject({
      state: 'cancelled',
      reason: expect.stringMatching(/^It was cancelled in Slurm by user \w+, not from here$/)
    });
  });

  it('has the account and quality of service that were asked for', async () => {
    for (const words of [
      ['add', 'account', 'biology'],
      ['add', 'qos', 'patient'],
      ['add', 'user', 'root', 'account=biology', 'qos=normal,patient']
    ])
      cluster.ask('sacctmgr', '-i', ...words);
    const jobs = new Jobs({ home, targets: [slurmTarget('slurm', { account: 'biology' })] });
    const targetOptions = { qos: 'patient' };
    const { id } = await jobs.submit({ ...command('true'), target: 'slurm', targetOptions });
    const { place } = await jobs.ended(id);
    expect(cluster.ask('scontrol', 'show', 'job', '-o', place?.id ?? '')).toContain(
      ' Account=biology QOS=patient '
    );
    jobs.close();
  });

  it('is found by its name, when it ended before anybody had noted its number', async () => {
    const jobs = new Jobs({ home, targets: [slurmTarget('slurm')] });
    const { id } = await jobs.submit({ ...command('sleep', '60'), target: 'slurm' });
    const { place } = await until(jobs, id, running);
    cluster.ask('scancel', place?.id ?? '');
    await rm(join(home, 'jobs', id, 'place.json'));
    while (cluster.ask('squeue', '-h', '-a', '--states=all', `--name=sonde-${id}`) !== '') await sleep(500);
    expect(await jobs.ended(id)).toMatchObject({ state: 'cancelled', place: { id: place?.id } });
    jobs.close();
  });
});
