import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { jobFolder } from '../jobs/job-folder.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { command, fixtures, running, script, until } from '../testing/watched-jobs.js';
import type { SlurmOptions, SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(90_000);
const why = noSlurm();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: jobs on Slurm, because ${why}`);

(why ? describe.skip : describe)('the Slurm target', () => {
  let cluster: SlurmCluster;
  let home: string;
  let data: string;
  const open = (settings: SlurmSettings = {}): Jobs =>
    new Jobs({ home, sources: fixtures, targets: [slurmTarget('slurm', settings)] });
  const on = (options: SlurmOptions = {}): Pick<JobRequest, 'target' | 'targetOptions'> => ({
    target: 'slurm',
    targetOptions: options
  });
  beforeAll(async () => {
    const unseen = await mkdtemp(join(tmpdir(), 'sonde-on-slurm-'));
    home = join(unseen, 'home');
    await mkdir(home);
    data = join(unseen, 'data.csv');
    await writeFile(data, 'a\n1\n');
    cluster = await startSlurm({ unseen });
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(join(home, '..'), { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  it('tells what the cluster has', async () => {
    expect(await slurmTarget('slurm').capabilities()).toEqual({
      cpus: 4,
      memoryBytes: 8000 * 2 ** 20,
      gpus: 1,
      free: { cpus: 4, memoryBytes: expect.any(Number), gpus: 1 },
      survivesLogout: true,
      about: expect.stringMatching(/^Slurm \d+\.\d+\.\d+ on this machine$/)
    });
  });

  it('runs a command, and says where', async () => {
    const jobs = open();
    const { id } = await jobs.submit({ ...script('echo said; echo done > out.txt'), ...on() });
    const record = await jobs.ended(id);
    expect(record).toMatchObject({
      state: 'succeeded',
      place: { id: expect.stringMatching(/^\d+$/), node: 'n1' },
      artefacts: [{ name: 'out.txt' }]
    });
    expect(await jobs.log(id)).toContain('said');
    jobs.close();
  });

  it('trains a module with the resources it is given', async () => {
    const jobs = open();
    const { id } = await jobs.submit({
      kind: 'train',
      module: 'count',
      data,
      resources: { cpus: 2, memoryBytes: 2 ** 30, gpus: 1, minutes: 5 },
      ...on({ partition: 'main' })
    });
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded', metrics: { loss: 1 / 3 } });
    const { place } = await jobs.get(id);
    const shown = cluster.ask('scontrol', 'show', 'job', '-o', place?.id ?? '');
    expect(shown).toMatch(/ CPUs\/Task=2 .* MinMemoryNode=1G .*gres:gpu:1/);
    expect(shown).toContain(' TimeLimit=00:05:00 ');
    jobs.close();
  });

  it('says in words what a job waits for, and stops one that waits', async () => {
    const jobs = open();
    const first = await jobs.submit({ ...command('sleep', '60'), resources: { cpus: 2 }, ...on() });
    await until(jobs, first.id, running);
    const second = await jobs.submit({ ...command('true'), ...on() });
    const waits = await until(jobs, second.id, ({ reason }) => reason?.includes('resources') ?? false);
    expect(waits).toMatchObject({
      state: 'queued',
      reason: 'Slurm: waits for resources that others use now'
    });
    expect(await jobs.cancel(second.id)).toMatchObject({ state: 'cancelled' });
    expect(await jobs.cancel(first.id)).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
    jobs.close();
  });

  it('kills a job that will not stop', async () => {
    const target = slurmTarget('slurm');
    const impatient = {
      ...target,
      cancel: (...[stored, folder]: Parameters<typeof target.cancel>) =>
        target.cancel(stored, folder, { grace: 1000 })
    };
    const jobs = new Jobs({ home, sources: fixtures, targets: [impatient] });
    const { id } = await jobs.submit({
      kind: 'train',
      module: 'count',
      data,
      args: { what: 'spin', epochs: 3 },
      ...on()
    });
    await until(jobs, id, ({ metrics }) => metrics['loss'] === 0.5);
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(cluster.ask('squeue', '-h', '-t', 'RUNNING')).toBe('');
    jobs.close();
  });

  it('keeps a job that is stopped in Slurm itself apart from one stopped from here', async () => {
    const jobs = open();
    const { id } = await jobs.submit({ ...command('sleep', '60'), ...on() });
    const { place } = await until(jobs, id, running);
    cluster.ask('scancel', place?.id ?? '');
    expect(await jobs.ended(id)).toMatchObject({
      state: 'cancelled',
      reason: 'It was cancelled in Slurm, not from here'
    });
    jobs.close();
  });

  it('goes on when its node goes to a more urgent job: the job is started again', async () => {
    const jobs = open();
    const { id } = await jobs.submit({
      ...script('echo run >> runs.txt; [ $(wc -l < runs.txt) = 2 ] || sleep 60'),
      resources: { cpus: 2 },
      ...on()
    });
    await until(jobs, id, running);
    while (!existsSync(join(jobFolder(home, id).artefacts, 'runs.txt'))) await sleep(50);
    const urgent = await jobs.submit({
      ...command('true'),
      resources: { cpus: 2 },
      ...on({ partition: 'urgent' })
    });
    expect(await jobs.ended(urgent.id)).toMatchObject({ state: 'succeeded' });
    const record = await jobs.ended(id);
    expect(record.state).toBe('succeeded');
    expect(await readFile(join(jobFolder(home, id).artefacts, 'runs.txt'), 'utf8')).toBe('run\nrun\n');
    expect(await readFile(jobFolder(home, id).events, 'utf8')).toContain('started a second time');
    jobs.close();
  });

  it('neither loses nor changes a job while slurmctld is away', async () => {
    const jobs = open();
    const { id } = await jobs.submit({
      kind: 'train',
      module: 'count',
      data,
      args: { epochs: 250, pause: 100 },
      ...on()
    });
    await until(jobs, id, ({ metrics }) => metrics['loss'] !== undefined);
    await cluster.stopController();
    await until(
      jobs,
      id,
      ({ state, reason = '' }) => state === 'running' && reason.includes('does not answer')
    );
    await expect(jobs.submit({ ...command('true'), ...on() })).rejects.toThrow(
      'Slurm’s controller does not answer on this machine'
    );
    await cluster.startController();
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded', metrics: { loss: 0.004 } });
    const lines = (await readFile(jobFolder(home, id).events, 'utf8')).split('\n');
    expect(lines.filter(line => line.includes('"series":"loss"'))).toHaveLength(250);
    jobs.close();
  });

  it('finds a job again after its submitter was killed between Slurm and the note of it', async () => {
    const jobs = open();
    const record = await jobs.submit({ ...command('sleep', '4'), ...on() });
    const folder = jobFolder(home, record.id);
    await rm(folder.place);
    const stored = JSON.parse(await readFile(folder.job, 'utf8')) as Parameters<
      ReturnType<typeof slurmTarget>['submit']
    >[0];
    await slurmTarget('slurm').submit(stored, folder);
    const name = `sonde-${record.id}`;
    expect(cluster.ask('squeue', '-h', '--states=all', `--name=${name}`).trim().split('\n')).toHaveLength(1);
    expect(existsSync(folder.place)).toBe(true);
    expect(await jobs.ended(record.id)).toMatchObject({ state: 'succeeded' });
    jobs.close();
  });

  it('goes on when the process that started it is killed', async () => {
    const from = new URL('../../lib/', import.meta.url);
    const program = `
      const { Jobs } = await import('${new URL('jobs/jobs.js', from).href}');
      const { slurmTarget } = await import('${new URL('targets/slurm.js', from).href}');
      const jobs = new Jobs({ home: ${JSON.stringify(home)}, targets: [slurmTarget('slurm')] });
      const { id } = await jobs.submit({ kind: 'command', command: ['sleep', '2'], target: 'slurm' });
      console.log(id);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: process.env
    });
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGKILL');
    const jobs = open();
    expect(await jobs.ended(chunk.toString().trim())).toMatchObject({ state: 'succeeded' });
    jobs.close();
  });

  describe('says what is wrong when', () => {
    const refused = async (request: Partial<JobRequest>, settings?: SlurmSettings): Promise<unknown> => {
      const jobs = open(settings);
      try {
        return await jobs
          .submit({ ...command('true'), title: 'Mine', ...on(), ...request })
          .catch((error: unknown) => error);
      } finally {
        jobs.close();
      }
    };

    it('there is no such partition', async () => {
      expect(await refused(on({ partition: 'gpu' }))).toMatchObject({
        message: 'Cannot start job "Mine": the cluster has no partition "gpu"',
        hint: 'There are: main, urgent, far.'
      });
    });

    it('more is asked for than there is', async () => {
      expect(await refused({ resources: { gpus: 3 } })).toMatchObject({
        message: 'Cannot start job "Mine": it asks for 3 GPUs, the node with most has 1'
      });
      expect(await refused({ resources: { memoryBytes: 2 ** 40 } })).toMatchObject({
        message: 'Cannot start job "Mine": it asks for 1048576 MiB of memory, the node with most has 4000'
      });
    });

    it('the partition allows less time', async () => {
      expect(await refused({ resources: { minutes: 90 } })).toMatchObject({
        message:
          'Cannot start job "Mine": it asks for 90 minutes in partition "main", 60 minutes are allowed there',
        hint: 'Others: far'
      });
    });

    it('Slurm is not there', async () => {
      expect(await refused({}, { bin: '/nowhere' })).toMatchObject({
        message: expect.stringMatching(/^There is no \/?\w+ on this machine$/)
      });
    });

    it('the node does not see the job’s folder', async () => {
      const jobs = open();
      const { id } = await jobs.submit({ ...command('true'), ...on({ partition: 'far' }) });
      expect(await jobs.ended(id)).toMatchObject({
        state: 'failed',
        reason: `It could not begin on n2: is ${jobFolder(home, id).path} there, and may you write to it? Set SONDE_HOME, or \`stage\` in targets.json, to a folder that all nodes see`
      });
      jobs.close();
    });
  });
});
