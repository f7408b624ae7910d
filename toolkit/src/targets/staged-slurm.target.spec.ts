/** Jobs on a Slurm cluster that is reached by ssh and whose nodes see nothing of this machine but what was copied. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { Jobs } from '../jobs/jobs.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { noSsh, startSsh, type SshServer } from '../testing/ssh-server.js';
import { command, fixtures, running, script, until } from '../testing/watched-jobs.js';
import { installRoot } from './install-root.js';
import type { SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(180_000);
const why = noSlurm() ?? noSsh();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: staged jobs on Slurm, because ${why}`);

(why ? describe.skip : describe)('jobs that are copied to a Slurm cluster', () => {
  let cluster: SlurmCluster;
  let server: SshServer;
  let unseen: string;
  let home: string;
  let stage: string;
  let data: string;
  let jobs: Jobs;
  const runner = join(installRoot(), 'toolkit/lib/jobs/runner.js');
  const far = (more: SlurmSettings = {}): SlurmSettings => ({
    ssh: '127.0.0.1',
    port: server.port,
    identity: server.identity,
    sshOptions: server.options,
    node: process.execPath,
    partition: 'far',
    runner,
    stage,
    ...more
  });
  const open = (more?: SlurmSettings): Jobs =>
    (jobs = new Jobs({ home, sources: fixtures, targets: [slurmTarget('far', far(more))] }));
  const train = (args: Record<string, unknown> = {}): JobRequest => ({
    kind: 'train',
    module: 'count',
    data,
    args,
    target: 'far'
  });
  const losses = async (id: string): Promise<number> => {
    const events = await readFile(jobFolder(home, id).events, 'utf8');
    return events.split('\n').filter(line => line.includes('"series":"loss"')).length;
  };

  beforeAll(async () => {
    unseen = await mkdtemp(join(tmpdir(), 'sonde-unseen-'));
    home = join(unseen, 'home');
    await mkdir(home);
    data = join(unseen, 'data.csv');
    await writeFile(data, 'a\n1\n');
    cluster = await startSlurm({ unseen });
    server = await startSsh({ SLURM_CONF: cluster.conf });
  });
  beforeEach(async () => (stage = await mkdtemp(join(tmpdir(), 'sonde-stage-'))));
  afterEach(async () => {
    jobs.close();
    await rm(stage, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });
  afterAll(async () => {
    await server.stop();
    await cluster.stop();
    await rm(unseen, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  it('train on data that the nodes do not see, and bring back curves, log and model', async () => {
    open();
    const { id } = await jobs.submit(train({ epochs: 5 }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'succeeded',
      place: { id: expect.stringMatching(/^\d+$/), node: 'n2' },
      metrics: { loss: 0.2 },
      artefacts: [{ name: 'model/model.json' }]
    });
    expect(await losses(id)).toBe(5);
    expect(await jobs.log(id)).toContain('printed by the module');
    expect(await readFile(join(jobFolder(home, id).model, 'model.json'), 'utf8')).toBe('{"offset":5}');
    await jobs.remove(id);
    expect(readdirSync(join(stage, 'jobs'))).toEqual([]);
  });

  it('send what several of them read once', async () => {
    open();
    const records = await jobs.sweep(train({ epochs: [2, 3] }));
    for (const { id } of records) expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    const [copy = '', ...others] = readdirSync(join(stage, 'inputs'));
    expect([copy, others]).toEqual([expect.stringMatching(/^data\.csv\.\w{16}$/), []]);
    const copied = async (): Promise<number> => (await stat(join(stage, 'inputs', copy))).ctimeMs;
    const before = await copied();
    const { id } = await jobs.submit(train({ epochs: 4 }));
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(await copied()).toEqual(before);
  });

  it('go on when who attends them is killed, and lose or double nothing', async () => {
    open();
    const { id } = await jobs.submit(train({ epochs: 60, pause: 150 }));
    await until(jobs, id, ({ metrics }) => metrics['loss'] !== undefined);
    const { pid } = JSON.parse(await readFile(join(jobFolder(home, id).path, 'attendant.json'), 'utf8')) as {
      pid: number;
    };
    process.kill(pid, 'SIGKILL');
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded', metrics: { loss: 1 / 60 } });
    expect(await losses(id)).toBe(60);
  });

  it('go on when the network breaks, and lose or double nothing', async () => {
    open();
    const told = `for i in $(seq 80); do echo line $i; sleep 0.1; done`;
    const { id } = await jobs.submit({ ...script(told), target: 'far' });
    await until(jobs, id, running);
    for (let times = 0; times < 4; times++) {
      await sleep(1500);
      server.cut();
    }
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    const log = await jobs.log(id);
    expect(log.match(/line \d+$/gm)).toEqual(Array.from({ length: 80 }, (_, index) => `line ${index + 1}`));
  });

  it('stop when they are asked to, running and waiting', async () => {
    open();
    const first = await jobs.submit({ ...command('sleep', '60'), resources: { cpus: 2 }, target: 'far' });
    await until(jobs, first.id, running);
    const second = await jobs.submit({ ...command('true'), target: 'far' });
    await until(jobs, second.id, ({ reason }) => reason?.includes('resources') ?? false);
    expect(await jobs.cancel(second.id)).toMatchObject({ state: 'cancelled' });
    expect(await jobs.cancel(first.id)).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
  });

  it('bring what they had when Slurm ends them', async () => {
    open();
    const { id } = await jobs.submit({
      ...script('echo before the end; echo 1 > kept.txt; sleep 60'),
      target: 'far'
    });
    const { place } = await until(jobs, id, running);
    await sleep(1000);
    cluster.ask('scancel', '--signal=KILL', '--full', place?.id ?? '');
    const record = await jobs.ended(id);
    expect(record).toMatchObject({
      state: 'cancelled',
      reason: 'It was cancelled in Slurm, not from here'
    });
    expect(await jobs.log(id)).toContain('before the end');
    expect(existsSync(join(jobFolder(home, id).artefacts, 'kept.txt'))).toBe(true);
  });

  it('run by the Sonde that was copied with them, where the cluster has none', async () => {
    const settings = far();
    delete settings.runner;
    jobs = new Jobs({ home, sources: fixtures, targets: [slurmTarget('far', settings)] });
    const which = script('tr "\\0" " " < /proc/$PPID/cmdline');
    const { id } = await jobs.submit({ ...which, target: 'far' });
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    const [version = ''] = readdirSync(join(stage, 'sonde'));
    expect(await jobs.log(id)).toContain(join(stage, 'sonde', version, 'toolkit/lib/jobs/runner.js'));
  });

  it('say what is wrong when there is no writing to the stage', async () => {
    open({ stage: '/proc/nowhere' });
    const { id } = await jobs.submit(train());
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      error: {
        message: expect.stringMatching(/^Cannot copy to or from 127\.0\.0\.1: .*cannot create directory/)
      }
    });
  });

  it('say what is wrong when Slurm refuses them', async () => {
    open();
    const { id } = await jobs.submit({ ...train(), targetOptions: { partition: 'gpu' } });
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'Cannot start job "count on data.csv": the cluster has no partition "gpu"'
    });
  });
});
