import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SondeError, type JobRecord, type JobRequest } from '@sonde/schema';
import { localTarget } from '../targets/local.js';
import type { Target } from '../targets/target.js';
import { jobFolder } from './job-folder.js';
import { Jobs } from './jobs.js';

// Each job is a new process, and a busy machine starts several a second at best.
jest.setTimeout(60_000);

let home: string;
let opened: Jobs[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-queue-'));
  opened = [];
});
afterEach(async () => {
  for (const jobs of opened) {
    for (const { id } of await jobs.list({ state: ['queued', 'preparing', 'running'] }))
      await jobs.cancel(id);
    jobs.close();
  }
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

function open(slots?: number): Jobs {
  const places = slots && { slots };
  // For the jobs as well: one that ends moves the queue on, with the targets of its home.
  writeFileSync(join(home, 'targets.json'), JSON.stringify({ local: { kind: 'local', ...places } }));
  const jobs = new Jobs({ home, sources: [], targets: [localTarget({ ...places, grace: 1000 })] });
  opened.push(jobs);
  return jobs;
}

const node = (script: string, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'command',
  command: [process.execPath, '-e', script],
  ...more
});
/** Ends when the file appears. */
const untilFile = (path: string): string =>
  `setInterval(() => require('fs').existsSync(${JSON.stringify(path)}) && process.exit(), 20)`;
const pidOf = (id: string): number =>
  (JSON.parse(readFileSync(jobFolder(home, id).process, 'utf8')) as { pid: number }).pid;
const started = async (jobs: Jobs, id: string): Promise<void> => {
  for await (const event of jobs.events(id)) if (event.kind === 'state' && event.state === 'running') return;
};
const byStart = (records: JobRecord[]): (string | undefined)[] =>
  records
    .sort((a, b) => Date.parse(a.started ?? '') - Date.parse(b.started ?? ''))
    .map(record => record.labels['name']);

describe('the queue', () => {
  it('runs as many jobs as the target has places, by priority and then by age', async () => {
    const jobs = open(1);
    const gate = join(home, 'go');
    const first = await jobs.submit(node(untilFile(gate)));
    await started(jobs, first.id);
    const later: JobRecord[] = [];
    for (const [name, priority] of [['second'], ['third'], ['urgent', 5]] as const) {
      later.push(await jobs.submit(node('', { labels: { name }, priority })));
    }
    expect((await jobs.list({ state: 'queued' })).map(job => job.labels['name'])).toEqual([
      'urgent',
      'third',
      'second'
    ]);
    writeFileSync(gate, '');
    const ended = [];
    for (const { id } of later) ended.push(await jobs.ended(id));
    expect(byStart(ended)).toEqual(['urgent', 'second', 'third']);
  });

  it('gives away each GPU once, and lets nobody overtake a job that waits for several', async () => {
    const jobs = new Jobs({
      home,
      targets: [localTarget({ slots: 8, gpus: () => Promise.resolve(['4', '7']) })]
    });
    opened.push(jobs);
    const gate = join(home, 'go');
    const visible = 'console.log(process.env.CUDA_VISIBLE_DEVICES);';
    const one = await jobs.submit(node(visible + untilFile(gate), { resources: { gpus: 1 } }));
    const both = await jobs.submit(node(visible, { resources: { gpus: 2 } }));
    const small = await jobs.submit(node(visible, { resources: { gpus: 1 } }));
    await started(jobs, one.id);
    await jobs.reconcile();
    expect([both.id, small.id].map(id => existsSync(jobFolder(home, id).handed))).toEqual([false, false]);
    writeFileSync(gate, '');
    expect((await jobs.ended(small.id)).state).toBe('succeeded');
    expect((await jobs.ended(both.id)).state).toBe('succeeded');
    const seen = await Promise.all([one, both, small].map(({ id }) => jobs.log(id)));
    expect(seen).toEqual(['4\n', '4,7\n', '4\n']);
    const none = await jobs.submit(node(visible, { resources: { gpus: 0 } }));
    await jobs.ended(none.id);
    expect(await jobs.log(none.id)).toBe('\n');
    await expect(jobs.submit(node('', { resources: { gpus: 3 } }))).rejects.toThrow(
      'target "local" has 2 GPUs, 3 were asked for'
    );
  });

  it('says what a job waits for', async () => {
    const jobs = open(1);
    const gate = join(home, 'go');
    const first = await jobs.submit(node(untilFile(gate), { title: 'first' }));
    const second = await jobs.submit(node(''));
    const third = await jobs.submit(node('', { after: [first.id] }));
    await jobs.reconcile();
    expect((await jobs.get(second.id)).reason).toBe(
      'Waits for a free place on local: 1 job runs there at once'
    );
    expect((await jobs.get(third.id)).reason).toBe(`Waits for “first” (${first.id})`);
    writeFileSync(gate, '');
    const ended = await jobs.ended(third.id);
    expect(ended.state).toBe('succeeded');
    expect(ended.reason).toBeUndefined();
  });

  it('keeps what waits while its target cannot be reached, and refuses only who submits just then', async () => {
    const local = localTarget();
    let away = false;
    const answer = async <T>(give: () => Promise<T>): Promise<T> => {
      if (away) throw new SondeError('engine-down', 'The engine is away');
      return give();
    };
    const target: Target = {
      ...local,
      name: 'box',
      capabilities: () => answer(async () => ({ ...(await local.capabilities()), slots: 1 })),
      submit: (stored, folder) => answer(() => local.submit(stored, folder)),
      observe: (stored, folder) => answer(() => local.observe(stored, folder))
    };
    const jobs = new Jobs({ home, sources: [], targets: [target] });
    opened.push(jobs);
    const gate = join(home, 'go');
    const first = await jobs.submit(node(untilFile(gate), { target: 'box' }));
    const second = await jobs.submit(node('', { target: 'box' }));
    await started(jobs, first.id);
    away = true;
    writeFileSync(gate, '');
    while (!existsSync(jobFolder(home, first.id).final)) await sleep(20);
    await sleep(2100); // what was known of the target is old by then
    await jobs.reconcile();
    expect(await jobs.get(second.id)).toMatchObject({ state: 'queued', reason: 'The engine is away' });
    await expect(jobs.submit(node('', { target: 'box' }))).rejects.toThrow('The engine is away');
    away = false;
    await sleep(2100);
    expect((await jobs.ended(second.id)).state).toBe('succeeded');
  });

  it('is not held up by a job that cannot be tried again', async () => {
    const jobs = open();
    const data = join(home, 'gone.csv');
    writeFileSync(data, 'x');
    const { id } = await jobs.submit(node('process.exit(1)', { data, retries: 1 }));
    const after = await jobs.submit(node('', { after: [id] }));
    rmSync(data);
    await jobs.ended(id);
    expect(await jobs.ended(after.id)).toMatchObject({ state: 'cancelled' });
    expect(await jobs.log(id)).toContain('It was not started again: Cannot read the data');
    expect((await jobs.ended((await jobs.submit(node(''))).id)).state).toBe('succeeded');
    expect(await jobs.list()).toHaveLength(3);
  });

  it('starts what comes after a job that failed once and then succeeded', async () => {
    const jobs = open();
    const mark = join(home, 'mark');
    const script = `const fs = require('fs'); const again = fs.existsSync(${JSON.stringify(mark)});
      fs.writeFileSync(${JSON.stringify(mark)}, ''); process.exit(again ? 0 : 1)`;
    const flaky = await jobs.submit(node(script, { retries: 1 }));
    const after = await jobs.submit(node('', { after: [flaky.id] }));
    expect((await jobs.ended(flaky.id)).state).toBe('failed');
    expect((await jobs.ended(after.id)).state).toBe('succeeded');
  });

  it('gives an idempotency key back with the job that had it', async () => {
    const jobs = open();
    const first = await jobs.submit(node('', { idempotencyKey: 'mine' }));
    await jobs.ended(first.id);
    await jobs.remove(first.id);
    const second = await jobs.submit(node('', { idempotencyKey: 'mine' }));
    expect(second.id).not.toBe(first.id);
    await jobs.ended(second.id);
  });

  it('starts a job after those it waits for, and cancels it with a reason when one of them does not succeed', async () => {
    const jobs = open();
    const good = await jobs.submit(node(''));
    const bad = await jobs.submit(node('process.exit(3)', { title: 'bad' }));
    const then = await jobs.submit(node('', { after: [good.id] }));
    const never = await jobs.submit(node('', { after: [good.id, bad.id] }));
    const chained = await jobs.submit(node('', { after: [never.id] }));
    expect((await jobs.ended(then.id)).state).toBe('succeeded');
    expect(Date.parse((await jobs.get(then.id)).started ?? '')).toBeGreaterThanOrEqual(
      Date.parse((await jobs.get(good.id)).finished ?? '')
    );
    expect(await jobs.ended(never.id)).toMatchObject({
      state: 'cancelled',
      reason: `It was to start after job "bad" (${bad.id}), which is failed`
    });
    expect((await jobs.ended(chained.id)).state).toBe('cancelled');
  });

  it('is moved on by a job that ends, when nobody looks any more', async () => {
    const jobs = open(1);
    const gate = join(home, 'go');
    const first = await jobs.submit(node(untilFile(gate)));
    const second = await jobs.submit(node(''));
    await started(jobs, first.id);
    jobs.close();
    writeFileSync(gate, '');
    const { events } = jobFolder(home, second.id);
    while (!(await readFile(events, 'utf8')).includes('succeeded')) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });

  it('refuses to wait for a job that is not there', async () => {
    await expect(open().submit(node('', { after: ['1m9k2x7qa-4h0z'] }))).rejects.toThrow(
      `Cannot wait for job "1m9k2x7qa-4h0z": there is no such job in ${home}`
    );
  });

  it('starts a failed job again as often as it may, each a job of its own that names the one before', async () => {
    const jobs = open();
    const tries = join(home, 'tries');
    const script = `const fs = require('fs'); fs.appendFileSync(${JSON.stringify(tries)}, 'x');
      process.exit(fs.readFileSync(${JSON.stringify(tries)}, 'utf8').length < 3 ? 1 : 0)`;
    const first = await jobs.submit(node(script, { retries: 5 }));
    await jobs.ended(first.id);
    let last = first.id;
    for (let attempt = 2; attempt <= 3; attempt++) {
      await jobs.reconcile();
      const next = (await jobs.list()).find(job => job.parent === last);
      expect(next).toMatchObject({ attempt });
      last = next?.id ?? '';
      await jobs.ended(last);
    }
    await jobs.reconcile();
    expect((await jobs.get(last)).state).toBe('succeeded');
    expect(await jobs.list()).toHaveLength(3);
    expect(await readFile(tries, 'utf8')).toBe('xxx');
  });

  it('stops a job that waits before it has started', async () => {
    const jobs = open(1);
    const gate = join(home, 'go');
    const first = await jobs.submit(node(untilFile(gate)));
    const waiting = await jobs.submit(node(''));
    expect(await jobs.cancel(waiting.id)).toMatchObject({
      state: 'cancelled',
      reason: 'It was asked to stop while it waited'
    });
    writeFileSync(gate, '');
    await jobs.ended(first.id);
    await jobs.reconcile();
    expect(await jobs.get(waiting.id)).toMatchObject({ state: 'cancelled' });
    expect((await jobs.get(waiting.id)).started).toBeUndefined();
  });

  it('starts a job once when several processes move the queue on', async () => {
    const jobs = [open(), open(), open()];
    const [first] = jobs;
    const marks = join(home, 'marks');
    const script = `require('fs').appendFileSync(${JSON.stringify(marks)}, 'x')`;
    const ids = await Promise.all(
      jobs.flatMap(each => [each.submit(node(script)), each.submit(node(script))])
    );
    await Promise.all(jobs.map(each => each.reconcile()));
    for (const { id } of ids) expect((await first?.ended(id))?.state).toBe('succeeded');
    expect(await readFile(marks, 'utf8')).toBe('xxxxxx');
  });

  it('starts a job whose starter died between taking it and handing it over', async () => {
    const jobs = open();
    const gone = spawn(process.execPath, ['-e', '']);
    const pid = gone.pid ?? 0;
    await once(gone, 'exit');
    const before = await jobs.submit(node('', { after: [] }));
    await jobs.ended(before.id);
    // A job as it stands after its starter was killed: taken, with nobody to start it.
    const gate = await jobs.submit(node(untilFile(join(home, 'go'))));
    const orphan = await jobs.submit(node('', { after: [gate.id] }));
    writeFileSync(
      jobFolder(home, orphan.id).handed,
      JSON.stringify({ by: { pid, start: 'before' }, at: Date.now() - 60_000 })
    );
    writeFileSync(join(home, 'go'), '');
    expect((await jobs.ended(orphan.id)).state).toBe('succeeded');
  });
});

describe('a command', () => {
  it('finds its data and arguments, and what it leaves in its folder is listed', async () => {
    const jobs = open();
    const data = join(home, 'in.txt');
    writeFileSync(data, 'hello');
    const script = `const fs = require('fs'); console.log(process.env.SONDE_ARGS);
      fs.writeFileSync('out.txt', fs.readFileSync(process.env.SONDE_DATA, 'utf8').toUpperCase())`;
    const { id } = await jobs.submit(node(script, { data, args: { lr: 0.1 } }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'succeeded',
      result: { exitCode: 0 },
      artefacts: [{ name: 'out.txt', bytes: 5 }]
    });
    expect(await jobs.log(id)).toBe('{"lr":0.1}\n');
    expect(await readFile(join(jobFolder(home, id).artefacts, 'out.txt'), 'utf8')).toBe('HELLO');
  });

  it('that fails says how', async () => {
    const jobs = open();
    const { id } = await jobs.submit(node('process.exit(7)', { title: 'fit' }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'The command "fit" ended with exit code 7'
    });
    const missing = await jobs.submit({ kind: 'command', command: ['no-such-program'] });
    expect((await jobs.ended(missing.id)).reason).toBe(
      'Cannot run "no-such-program": there is no such program where the job runs'
    );
    await expect(jobs.submit({ kind: 'command' })).rejects.toThrow('no program was named');
  });

  it('is stopped when its time is over, and has failed then', async () => {
    const jobs = open();
    const { id } = await jobs.submit(node('setInterval(() => {}, 1000)', { resources: { minutes: 0.01 } }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'It was stopped after 0.01 minutes, its time limit'
    });
  });

  it('that ignores being told to end is killed', async () => {
    const jobs = open();
    const { id } = await jobs.submit(
      node(`process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => {}, 1000)`)
    );
    while (!(await jobs.log(id)).includes('up')) await new Promise(resolve => setTimeout(resolve, 50));
    expect((await jobs.cancel(id)).state).toBe('cancelled');
  });
});

describe('a job that is ended by something else than itself', () => {
  it('is lost when its process was told to end and nobody had asked for that', async () => {
    const jobs = open();
    const { id } = await jobs.submit(node('setInterval(() => {}, 1000)'));
    await started(jobs, id);
    process.kill(pidOf(id), 'SIGTERM');
    expect(await jobs.ended(id)).toMatchObject({
      state: 'lost',
      reason: 'Its process was told to end: by the system, or by hand'
    });
  });

  it('takes what it has started with it, when it is killed and when it is stopped', async () => {
    const jobs = open();
    const child = (): string =>
      `const { spawn } = require('child_process'); process.on('SIGTERM', () => process.exit());
       const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
       console.log(child.pid); setInterval(() => {}, 1000)`;
    const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);
    for (const end of ['kill', 'stop'] as const) {
      const { id } = await jobs.submit(node(child()));
      let log = '';
      while (!(log = await jobs.log(id)).endsWith('\n')) await sleep(20);
      const pid = Number(log);
      expect(lives(pid)).toBe(true);
      if (end === 'kill') process.kill(pidOf(id), 'SIGKILL');
      else await jobs.cancel(id);
      expect((await jobs.ended(id)).state).toBe(end === 'kill' ? 'lost' : 'cancelled');
      for (let tries = 0; lives(pid) && tries < 100; tries++) await sleep(20);
      expect(lives(pid)).toBe(false);
    }
  });
});

describe('deleting a job', () => {
  it('frees its folder and says how much', async () => {
    const jobs = open();
    const { id } = await jobs.submit(node(`require('fs').writeFileSync('big', Buffer.alloc(100000))`));
    await jobs.ended(id);
    expect((await jobs.remove(id)).bytes).toBeGreaterThan(100_000);
    expect(existsSync(jobFolder(home, id).path)).toBe(false);
    expect(await jobs.list()).toEqual([]);
  });

  it('is refused while it runs', async () => {
    const jobs = open();
    const { id } = await jobs.submit(node('setInterval(() => {}, 1000)'));
    await started(jobs, id);
    await expect(jobs.remove(id)).rejects.toThrow(`Cannot delete job ${id}: it is running`);
  });
});
