import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isFinal, type JobEvent, type JobRecord, type JobRequest } from '@sonde/schema';
import { localTarget } from '../targets/local.js';
import { Jobs } from './jobs.js';
import { Run } from './run.js';

const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, 'fixtures') }
];
let home: string;
let data: string;
let opened: Jobs[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-jobs-'));
  data = join(home, 'data.csv');
  await writeFile(data, 'a,b\n1,2\n');
});
afterEach(() => {
  for (const jobs of opened) jobs.close();
  opened = [];
});
afterAll(() => rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 }));

function open(grace = 10_000): Jobs {
  const jobs = new Jobs({ home, sources, targets: [localTarget({ grace })] });
  opened.push(jobs);
  return jobs;
}

function request(args: Record<string, unknown> = {}, more: Partial<JobRequest> = {}): JobRequest {
  return { kind: 'train', module: 'count', data, args, ...more };
}

const ended = (jobs: Jobs, id: string): Promise<JobRecord> => jobs.ended(id);

async function until(jobs: Jobs, id: string, wanted: (event: JobEvent) => boolean): Promise<void> {
  for await (const event of jobs.events(id)) if (wanted(event)) return;
}

const isProgress = (event: JobEvent): boolean => event.kind === 'progress';
const pidOf = (id: string): number =>
  (JSON.parse(readFileSync(join(home, 'jobs', id, 'process.json'), 'utf8')) as { pid: number }).pid;

describe('jobs', () => {
  it('run in a process of their own to a result, and leave their events, log and artefacts on disk', async () => {
    const jobs = open();
    const submitted = await jobs.submit(request({ epochs: 4 }));
    expect(submitted).toMatchObject({
      state: 'queued',
      module: 'count@1.2.0',
      title: 'count on data.csv',
      args: { epochs: 4, learningRate: 0.1, pause: 1, what: 'learn' },
      data: { path: data, files: 1, bytes: 8, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) }
    });
    const record = await ended(jobs, submitted.id);
    expect(record).toMatchObject({
      state: 'succeeded',
      metrics: { loss: 0.25, val_loss: 0.275 },
      progress: { done: 4, total: 4, unit: 'epochs' },
      device: { engine: 'loop' },
      result: { accuracy: 0.75, labels: ['few', 'many'] },
      artefacts: [
        { name: 'model/model.json', path: 'artefacts/model/model.json', sha256: expect.any(String) }
      ]
    });
    expect(pidOf(record.id)).not.toBe(process.pid);
    expect(await jobs.log(record.id)).toBe('printed by the module\n');
    expect(readdirSync(join(home, 'jobs', record.id))).not.toContain('reserve');
  });

  it('write their first event before anything heavy is loaded', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request());
    const events: JobEvent[] = [];
    for await (const event of jobs.events(id)) events.push(event);
    expect(events.slice(0, 3)).toMatchObject([
      { state: 'queued' },
      { state: 'preparing' },
      { state: 'running' }
    ]);
    expect(events.filter(event => event.kind === 'state' && isFinal(event.state))).toHaveLength(1);
  });

  it('are not made when their arguments, data, module or target are wrong, and say what is', async () => {
    const jobs = open();
    const before = (await jobs.list()).length;
    const wrong: [JobRequest, object][] = [
      [
        request({ epohcs: 3 }),
        {
          code: 'arguments-wrong',
          fields: { epohcs: ['there is no argument "epohcs". Did you mean "epochs"?'] }
        }
      ],
      [
        request({ epochs: 0 }),
        {
          code: 'arguments-wrong',
          message: 'Cannot train "count": "epochs" is 0; it must be a whole number from 1 to 1000'
        }
      ],
      [
        request({}, { data: '/no/such.csv' }),
        {
          code: 'data-missing',
          message: 'Cannot read the data "/no/such.csv": there is no such file or folder'
        }
      ],
      [
        request({}, { data: undefined }),
        {
          code: 'data-missing',
          hint: "Give the path first, as in train('my-data', { … }). The data: Any file with a line in it."
        }
      ],
      [request({}, { module: 'cuont' }), { code: 'module-unknown', hint: 'Did you mean "count"?' }],
      [request({}, { target: 'locl' }), { code: 'target-unknown', hint: 'Did you mean "local"?' }],
      [request({}, { weights: '0000000zz-zzzz' }), { code: 'weights-missing' }],
      [request({}, { weights: 'somewhere' }), { code: 'weights-missing' }],
      [request({}, { kind: 'dance' as never }), { code: 'kind-unsupported' }]
    ];
    for (const [bad, error] of wrong) await expect(jobs.submit(bad)).rejects.toMatchObject(error);
    const oneLine = join(home, 'one-line.csv');
    await writeFile(oneLine, '');
    await expect(jobs.submit(request({}, { data: oneLine }))).rejects.toThrow(
      `${oneLine} has 1 line, two are wanted`
    );
    expect(await jobs.list()).toHaveLength(before);
  });

  it('end failed with the sentence of what went wrong', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ what: 'fail' }));
    expect(await ended(jobs, id)).toMatchObject({
      state: 'failed',
      reason: 'The second epoch is too much',
      error: {
        name: 'Error',
        message: 'The second epoch is too much',
        stack: expect.stringContaining('module.js')
      }
    });
    await expect(new Run(jobs, await jobs.get(id)).result()).rejects.toMatchObject({
      code: 'job-failed',
      message: 'The training "count on data.csv" was not finished (failed): The second epoch is too much'
    });
  });

  it('end failed when the module ends the process, or its loss is no number', async () => {
    const jobs = open();
    const [gone, diverged] = await Promise.all([
      jobs.submit(request({ what: 'exit' })),
      jobs.submit(request({ what: 'diverge' }))
    ]);
    expect(await ended(jobs, gone.id)).toMatchObject({
      state: 'failed',
      reason: 'The module ended the process with exit code 7'
    });
    expect(await ended(jobs, diverged.id)).toMatchObject({
      state: 'failed',
      error: {
        code: 'training-diverged',
        message: 'The training diverged: "loss" is NaN at step 3',
        hint: 'Try a smaller learning rate.'
      }
    });
  });

  it('stop when they are cancelled; cancelling twice, or after the end, gives the same record', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20 }));
    await until(jobs, id, isProgress);
    const [first, second] = await Promise.all([jobs.cancel(id), open().cancel(id)]);
    expect(first).toMatchObject({ state: 'cancelled', reason: 'It was asked to stop' });
    expect(second).toEqual(first);
    expect(await jobs.cancel(id)).toEqual(first);
    const states = (await readFile(join(home, 'jobs', id, 'events.ndjson'), 'utf8')).match(/"state":"\w+"/g);
    expect(states?.slice(-2)).toEqual(['"state":"stopping"', '"state":"cancelled"']);
  });

  it('stop when they are cancelled before they have begun', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20 }));
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
  });

  it.each(['spin', 'stubborn'])('are killed when they do not stop by themselves (%s)', async what => {
    const jobs = open(300);
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20, what }));
    await until(jobs, id, event => event.kind === 'progress' && event.done === 2);
    const pid = pidOf(id);
    expect(await jobs.cancel(id)).toMatchObject({
      state: 'cancelled',
      reason: 'It was asked to stop and ended without a last word'
    });
    expect(existsSync(`/proc/${pid}/exe`)).toBe(false);
  });

  it('are lost, with a reason, when their process is killed; exactly one of many observers writes so', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20 }));
    await until(jobs, id, isProgress);
    process.kill(pidOf(id), 'SIGKILL');
    const followed = ended(jobs, id);
    const records = await Promise.all([followed, ...Array.from({ length: 4 }, () => ended(open(), id))]);
    for (const record of records) {
      expect(record).toMatchObject({
        state: 'lost',
        reason: expect.stringMatching(/^The process .* is gone and left no last word/)
      });
    }
    const events = await readFile(join(home, 'jobs', id, 'events.ndjson'), 'utf8');
    expect(events.match(/"state":"lost"/g)).toHaveLength(1);
    await expect(new Run(jobs, await jobs.get(id)).result()).rejects.toMatchObject({ code: 'job-lost' });
  });

  it('are not taken for running when another process has got their id', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20 }));
    await until(jobs, id, isProgress);
    process.kill(pidOf(id), 'SIGKILL');
    await writeFile(
      join(home, 'jobs', id, 'process.json'),
      JSON.stringify({ pid: process.pid, start: 'another time' })
    );
    expect(await jobs.get(id)).toMatchObject({ state: 'lost' });
  });

  it('are found lost by whoever opens the list next', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 1000, pause: 20 }));
    await until(jobs, id, isProgress);
    const pid = pidOf(id);
    process.kill(pid, 'SIGKILL');
    while (existsSync(`/proc/${pid}/exe`)) await sleep(20);
    expect((await open().list({ state: 'lost' })).map(record => record.id)).toContain(id);
  });

  it('go on when the process that submitted them is killed; a new process finds and finishes them', async () => {
    const toolkit = new URL('../../lib/index.js', import.meta.url).href;
    const script = `
      const { Jobs } = await import(${JSON.stringify(toolkit)});
      const jobs = new Jobs(${JSON.stringify({ home, sources })});
      const { id } = await jobs.submit(${JSON.stringify(request({ epochs: 60, pause: 100 }))});
      for await (const event of jobs.events(id)) if (event.kind === 'progress') console.log(id);`;
    const submitter = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit']
    });
    const id = await new Promise<string>(resolve =>
      submitter.stdout.once('data', bytes => resolve(String(bytes).split('\n')[0] ?? ''))
    );
    const left = new Promise(resolve => submitter.once('exit', resolve));
    submitter.kill('SIGKILL');
    await left;
    const jobs = open();
    expect(await jobs.get(id)).toMatchObject({ state: 'running' });
    expect(await ended(jobs, id)).toMatchObject({ state: 'succeeded', progress: { done: 60 } });
  });

  it('are one job when two submits have the same key, at once or later, here or in another process', async () => {
    const [a, b] = [open(), open()];
    const asked = request({}, { idempotencyKey: 'one/../key' });
    const [first, second] = await Promise.all([a.submit(asked), b.submit(asked)]);
    expect(second.id).toBe(first.id);
    await ended(a, first.id);
    expect(await open().submit(asked)).toMatchObject({ id: first.id, state: 'succeeded' });
    const other = await a.submit(request({}, { idempotencyKey: 'other' }));
    expect(other.id).not.toBe(first.id);
    await ended(a, other.id);
  });

  it('list newest first, by state and up to a limit, and come back when the index is lost or broken', async () => {
    const jobs = open();
    const all = await jobs.list();
    expect(all.map(record => record.id)).toEqual(
      all
        .map(record => record.id)
        .toSorted()
        .reverse()
    );
    expect(await jobs.list({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await jobs.list({ state: ['failed', 'lost'] })).toEqual(
      all.filter(({ state }) => state === 'failed' || state === 'lost')
    );
    jobs.close();
    for (const file of readdirSync(home).filter(name => name.startsWith('index.sqlite')))
      await rm(join(home, file), { force: true });
    expect(await open().list()).toEqual(all);
    for (const file of readdirSync(home).filter(name => name.startsWith('index.sqlite')))
      await rm(join(home, file), { force: true });
    await writeFile(join(home, 'index.sqlite'), 'this is no database, '.repeat(1000));
    expect(await open().list()).toEqual(all);
  });

  it('are not hidden by a folder that holds no job', async () => {
    const jobs = open();
    const all = await jobs.list();
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(home, 'jobs', '000000000-0000'));
    await writeFile(join(home, 'jobs', '000000000-0000', 'job.json'), '{');
    await writeFile(join(home, 'jobs', '000000000-0000', 'events.ndjson'), '\n');
    expect(await open().list()).toEqual(all);
  });

  it('tell of changes as they happen', async () => {
    const jobs = open();
    const stop = new AbortController();
    const changes = jobs.changes({ signal: stop.signal, every: 20 });
    const { id } = await jobs.submit(request({ epochs: 20, pause: 100 }));
    const states = new Set<string>();
    const progress = new Set<number>();
    for await (const change of changes) {
      if (change.kind !== 'job' || change.job.id !== id) continue;
      const record = change.job;
      states.add(record.state);
      progress.add(record.progress?.done ?? 0);
      if (isFinal(record.state)) stop.abort();
    }
    expect([...states]).toEqual(expect.arrayContaining(['running', 'succeeded']));
    expect(progress.size).toBeGreaterThan(5);
  });

  it('train on from the weights of another job, and name it as their parent', async () => {
    const jobs = open();
    const parent = await jobs.submit(request());
    await ended(jobs, parent.id);
    const child = await jobs.submit(request({}, { weights: parent.id }));
    expect(child.parent).toBe(parent.id);
    const { trained } = JSON.parse(readFileSync(join(home, 'jobs', child.id, 'job.json'), 'utf8')) as {
      trained: string;
    };
    expect(trained).toBe(join(home, 'jobs', parent.id, 'artefacts', 'model'));
    await ended(jobs, child.id);
  });

  it.each(['nonsense', '../../etc', '0000000zz-zzzz'])('say so when there is no job %j', async id => {
    const jobs = open();
    const questions = [
      () => jobs.get(id),
      () => jobs.cancel(id),
      () => jobs.log(id),
      () => jobs.events(id).next()
    ];
    for (const ask of questions) {
      await expect(ask()).rejects.toMatchObject({
        code: 'job-unknown',
        message: `There is no job "${id}" in ${home}`
      });
    }
  });

  it('survive a torn line in their events', async () => {
    const jobs = open();
    const { id } = await jobs.submit(request({ epochs: 50, pause: 20 }));
    await until(jobs, id, isProgress);
    await appendFile(join(home, 'jobs', id, 'events.ndjson'), '{"t":1,"kind":"metr\n');
    expect(await ended(jobs, id)).toMatchObject({ state: 'succeeded' });
  });
});
