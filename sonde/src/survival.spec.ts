/** What becomes of jobs when the processes around them are killed: nothing that has happened is lost or doubled. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isFinal, paths, serviceHeader, type JobEvent, type JobList, type JobRecord } from '@sonde/schema';
import { Jobs } from '@sonde/toolkit';
import { KernelClient } from '../../kernel/lib/testing/client.js';

jest.setTimeout(120_000);

const fixtures = join(import.meta.dirname, '../../toolkit/src/jobs/fixtures');
let home: string;
let data: string;
let running: ChildProcess[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-survival-'));
  data = join(home, 'data.csv');
  writeFileSync(data, 'a,b\n1,2\n');
  running = [];
});
afterEach(async () => {
  for (const child of running.filter(one => one.exitCode === null && one.signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const jobs = new Jobs({ home, sources: [] });
  for (const { id, state } of await jobs.list()) if (!isFinal(state)) await jobs.cancel(id);
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  SONDE_HOME: home,
  SONDE_MODULES: fixtures,
  SONDE_OFFLINE: '1'
});

/** `sonde serve`, as Jupyter starts it. */
class Service {
  constructor(
    readonly process: ChildProcess,
    readonly address: string
  ) {}

  static async start(): Promise<Service> {
    const main = join(import.meta.dirname, '../lib/main.js');
    const child = spawn(process.execPath, [main, 'serve', '--port', '0'], {
      env: env(),
      stdio: ['ignore', 'pipe', 'inherit']
    });
    running.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      const [, address] = /listens on (\S+)/.exec(line) ?? [];
      if (address !== undefined) return new Service(child, address);
    }
    throw new Error('the service did not start');
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }

  async ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers = { [serviceHeader.name]: serviceHeader.value, 'Content-Type': 'application/json' };
    const response = await fetch(this.address + path, { ...init, headers });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${answer}`);
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async list(): Promise<JobRecord[]> {
    return (await this.ask<JobList>(paths.jobs)).jobs;
  }

  async ended(id: string): Promise<JobRecord> {
    for (;;) {
      const record = await this.ask<JobRecord>(paths.job(id));
      if (isFinal(record.state)) return record;
      await sleep(50);
    }
  }

  /** Each event with the number of its line, from there on; ends with the stream, or when the service dies. */
  async *events(id: string, from = 0): AsyncGenerator<{ line: number; event: JobEvent }> {
    const headers = { [serviceHeader.name]: serviceHeader.value };
    const response = await fetch(`${this.address}${paths.jobEvents(id)}?from=${from}`, { headers });
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          const [, line] = /^id: ?(\d+)$/m.exec(part) ?? [];
          const [, json] = /^data: ?(.*)$/m.exec(part) ?? [];
          if (json !== undefined) yield { line: Number(line), event: JSON.parse(json) as JobEvent };
        }
      }
    } catch {
      // It was killed: whoever follows goes on with the next one.
    }
  }
}

const training = (args: object = {}, more: object = {}) => ({
  kind: 'train',
  module: 'count',
  data,
  args: { epochs: 200, pause: 15, ...args },
  ...more
});
const command = (script: string, more: object = {}) => ({
  kind: 'command',
  command: [process.execPath, '-e', script],
  ...more
});
const lossSteps = (events: readonly JobEvent[]): number[] =>
  events.flatMap(event => (event.kind === 'metric' && event.series === 'loss' ? [event.step] : []));
const until = async (is: () => Promise<boolean>): Promise<void> => {
  while (!(await is())) await sleep(50);
};

describe('when the service is killed', () => {
  it('a job runs on, and whoever follows it goes on with the next service where it was', async () => {
    const first = await Service.start();
    const { id } = await first.post<JobRecord>(paths.jobs, training());
    const seen: { line: number; event: JobEvent }[] = [];
    for await (const one of first.events(id)) {
      seen.push(one);
      if (seen.length === 60) await first.kill();
    }
    expect(seen.at(-1)?.event.kind).not.toBe('state'); // it was cut off in the middle
    const second = await Service.start();
    for await (const one of second.events(id, seen.at(-1)?.line)) seen.push(one);
    expect(seen.map(({ line }) => line)).toEqual(seen.map((_, i) => i + 1));
    const events = seen.map(({ event }) => event);
    expect(lossSteps(events)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(events.at(-1)).toMatchObject({ kind: 'state', state: 'succeeded' });
  });
});

describe('when everything is killed at once, as when a machine restarts', () => {
  it('what ran is lost and says so, what waited is run by the next service, and a training can be resumed', async () => {
    writeFileSync(join(home, 'targets.json'), JSON.stringify({ local: { kind: 'local', slots: 1 } }));
    const first = await Service.start();
    const ran = await first.post<JobRecord>(paths.jobs, training({ pause: 20 }));
    const waits = await first.post<JobRecord>(paths.jobs, command('console.log("my turn")'));
    await until(async () => (await first.ask<JobRecord>(paths.job(ran.id))).checkpoint !== undefined);
    const { pid } = JSON.parse(readFileSync(join(home, 'jobs', ran.id, 'process.json'), 'utf8')) as {
      pid: number;
    };
    first.process.kill('SIGKILL');
    process.kill(-pid, 'SIGKILL');
    await once(first.process, 'exit');
    const second = await Service.start();
    expect(await second.ended(ran.id)).toMatchObject({
      state: 'lost',
      reason: expect.stringContaining('it was killed, ran out of memory, or the machine was restarted')
    });
    expect(await second.ended(waits.id)).toMatchObject({ state: 'succeeded' });
    const again = await second.post<JobRecord>(paths.jobResume(ran.id), {});
    expect(await second.ended(again.id)).toMatchObject({ state: 'succeeded', resumes: ran.id });
  });
});

describe('two services on one store', () => {
  it('start each job once, fire a schedule once, and tell the same', async () => {
    const [one, two] = await Promise.all([Service.start(), Service.start()]);
    const marks = join(home, 'marks');
    mkdirSync(marks);
    const mark = (name: string): string =>
      `require('fs').appendFileSync(${JSON.stringify(marks)} + '/${name}', 'x')`;
    await one.post(paths.schedules, {
      cron: '*/2 * * * * *',
      zone: 'UTC',
      request: command(mark('$').replace("'/$'", "'/at-' + process.env.SONDE_JOB"), { title: 'scheduled' })
    });
    const jobs: JobRecord[] = [];
    for (let n = 0; n < 8; n++)
      jobs.push(await (n % 2 ? one : two).post<JobRecord>(paths.jobs, command(mark(`job-${n}`))));
    for (const { id } of jobs) expect((await one.ended(id)).state).toBe('succeeded');
    await until(async () => (await two.list()).filter(job => job.title === 'scheduled').length >= 3);
    const [schedule] = (await one.ask<{ schedules: { id: string }[] }>(paths.schedules)).schedules;
    await one.ask(paths.schedule(schedule?.id ?? ''), { method: 'DELETE' });
    for (const { id } of await one.list()) await two.ended(id);
    const scheduled = (await one.list()).filter(job => job.title === 'scheduled');
    const fired = scheduled.map(({ created }) => Math.floor(Date.parse(created) / 2000));
    expect(new Set(fired).size).toBe(fired.length); // not two at one time
    for (const name of readdirSync(marks)) expect(readFileSync(join(marks, name), 'utf8')).toBe('x');
    expect(readdirSync(marks).filter(name => name.startsWith('job-'))).toHaveLength(8);
    const told = (records: JobRecord[]): unknown => records.map(({ id, state }) => [id, state]);
    expect(told(await one.list())).toEqual(told(await two.list()));
  });
});

describe('when the kernel is restarted', () => {
  it('its job runs on, and any notebook takes it up again by its id', async () => {
    const sonde = join(import.meta.dirname, '..');
    const kernel = (): Promise<KernelClient> =>
      KernelClient.start({
        args: ['--provide', `sonde=${sonde}`],
        env: { SONDE_HOME: home, SONDE_MODULES: fixtures, SONDE_OFFLINE: '1' }
      });
    const first = await kernel();
    const started = await first.execute(
      `import { load } from 'sonde';
       const run = await (await load('count' as string) as any).train(${JSON.stringify(data)}, { epochs: 150, pause: 15 });
       run.id`
    );
    const id = String(textOf(started.outputs)).replaceAll("'", '');
    first.process.kill('SIGKILL');
    await first.close().catch(() => undefined);
    const second = await kernel();
    const taken = await second.execute(
      `import { job } from 'sonde';
       const again = await job('${id}');
       const { accuracy } = await again.result() as any;
       const steps: number[] = [];
       for await (const event of again.events()) if (event.kind === 'metric' && event.series === 'loss') steps.push(event.step);
       [accuracy, steps.length, new Set(steps).size, again.state].join()`
    );
    expect(textOf(taken.outputs)).toBe("'0.75,150,150,succeeded'");
    await second.close();
  });
});

/** What a cell answered. */
function textOf(
  outputs: readonly { header: { msg_type: string }; content: Record<string, unknown> }[]
): unknown {
  const result = outputs.find(one => one.header.msg_type === 'execute_result');
  if (!result) return outputs.map(({ content }) => JSON.stringify(content)).join('\n');
  return (result.content['data'] as Record<string, unknown>)['text/plain'];
}
