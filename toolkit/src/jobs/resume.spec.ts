/** Trainings that are cut off go on from their last checkpoint. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isFinal, type JobEvent, type JobRecord, type JobRequest } from '@sonde/schema';
import { localTarget } from '../targets/local.js';
import { checkpointKeeper, newestCheckpoint } from './checkpoints.js';
import { jobFolder } from './job-folder.js';
import { Jobs } from './jobs.js';
import { Run } from './run.js';

jest.setTimeout(60_000);

const sources = [
  { name: 'fixtures', kind: 'folder' as const, location: join(import.meta.dirname, 'fixtures') }
];
let home: string;
let data: string;
let jobs: Jobs;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-resume-'));
  data = join(home, 'data.csv');
  jobs = new Jobs({ home, sources, targets: [localTarget()] });
});
afterEach(() => writeFile(data, 'a,b\n1,2\n'));
beforeAll(() => writeFile(data, 'a,b\n1,2\n'));
afterAll(async () => {
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const training = (args: object = {}, more: Partial<JobRequest> = {}): JobRequest => ({
  kind: 'train',
  module: 'count',
  data,
  args: { epochs: 60, pause: 60, ...args },
  ...more
});

async function events(id: string): Promise<JobEvent[]> {
  const all: JobEvent[] = [];
  for await (const event of jobs.eventsSoFar(id)) all.push(event);
  return all;
}

/** Steps of its losses, in the order that they were told. */
const steps = async (id: string): Promise<number[]> =>
  (await events(id)).flatMap(event =>
    event.kind === 'metric' && event.series === 'loss' ? [event.step] : []
  );

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Kills the job's process once it has kept a checkpoint, and waits until it is known to be lost. */
async function cutOff(id: string): Promise<JobRecord> {
  for await (const event of jobs.events(id)) if (event.kind === 'checkpoint') break;
  const { pid } = JSON.parse(readFileSync(jobFolder(home, id).process, 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  for (;;) {
    const record = await jobs.get(id);
    if (isFinal(record.state)) return record;
    await sleep(20);
  }
}

describe('a training that was killed', () => {
  it('goes on from its last checkpoint as a new job, with the curves of the old', async () => {
    const { id } = await jobs.submit(training());
    const lost = await cutOff(id);
    expect(lost).toMatchObject({ state: 'lost', checkpoint: { step: expect.any(Number), bytes: 1 } });
    const { step = 0 } = lost.checkpoint ?? {};
    const again = await new Run(jobs, lost).resume();
    const record = await jobs.ended(again.id);
    expect(record).toMatchObject({
      state: 'succeeded',
      resumes: id,
      parent: id,
      attempt: 2,
      progress: { done: 60, total: 60 }
    });
    expect(record.checkpoint).toBeUndefined();
    expect(await steps(again.id)).toEqual(numbers(1, 60));
    // It did not go through what the old one had been through.
    const own = (await events(again.id)).filter(
      event => event.kind === 'progress' && event.t > Date.parse(record.created)
    );
    expect(own[0]).toMatchObject({ done: step + 1 });
    expect(existsSync(jobFolder(home, again.id).checkpoints)).toBe(false);
  });

  it('outlives the deletion of the old job, and may be given other arguments', async () => {
    const { id } = await jobs.submit(training());
    await cutOff(id);
    const again = await jobs.resume(id, { args: { epochs: 5, pause: 0 } });
    await jobs.ended(again.id);
    await jobs.remove(id);
    expect(await jobs.get(again.id)).toMatchObject({ state: 'succeeded', args: { epochs: 5 } });
  });

  it('goes on by itself where it may be retried', async () => {
    const { id } = await jobs.submit(training({}, { retries: 1 }));
    await cutOff(id);
    let again: JobRecord | undefined;
    while (!again) {
      [again] = (await jobs.list()).filter(({ parent }) => parent === id);
      await sleep(20);
    }
    expect(again).toMatchObject({ resumes: id, attempt: 2 });
    expect(await jobs.ended(again.id)).toMatchObject({ state: 'succeeded' });
  });

  it('warns when the data are no longer what they were', async () => {
    const { id } = await jobs.submit(training());
    await cutOff(id);
    await writeFile(data, 'a,b\n3,4\n5,6\n');
    const again = await jobs.resume(id);
    await jobs.ended(again.id);
    expect(await events(again.id)).toContainEqual(
      expect.objectContaining({
        kind: 'log',
        level: 'warn',
        text: `The data are not those that job ${id} was trained on: they have changed, or are others.`
      })
    );
  });
});

describe('a job is not resumed', () => {
  const refused = async (id: string): Promise<string> =>
    jobs.resume(id).then(
      () => 'resumed',
      (error: unknown) => (error as Error).message
    );

  it('while it runs, once it has succeeded, or when it is no training', async () => {
    const { id } = await jobs.submit(training());
    expect(await refused(id)).toBe(`Cannot resume job ${id}: it has not ended`);
    await jobs.cancel(id);
    const short = await jobs.submit(training({ epochs: 1 }));
    await jobs.ended(short.id);
    expect(await refused(short.id)).toBe(
      `Cannot resume job ${short.id}: it has kept no checkpoint, or has succeeded`
    );
    const command = await jobs.submit({ kind: 'command', command: ['false'] });
    await jobs.ended(command.id);
    expect(await refused(command.id)).toBe(
      `Cannot resume job ${command.id}: only trainings keep checkpoints`
    );
    await expect(jobs.submit(training({}, { resumes: '1m8ce236w-9yv4' }))).rejects.toThrow(
      'Cannot resume job "1m8ce236w-9yv4": there is no such job'
    );
  });
});

describe('checkpoints', () => {
  it('are kept as often as costs little, one at a time, and never by halves', async () => {
    const folder = jobFolder(home, 'checkpoints');
    let now = 0;
    const told: unknown[] = [];
    const keep = checkpointKeeper(folder, {
      writer: { write: event => void told.push(event) },
      now: () => now
    });
    const write = async (to: string): Promise<void> => {
      now += 10; // what it costs
      await writeFile(join(to, 'x'), 'abc');
    };
    await keep({ step: 1, epoch: 1 }, write);
    now += 150;
    await keep({ step: 2, epoch: 2 }, write); // too early: 10 ms are 5 % of 200
    expect(await readdir(folder.checkpoints)).toEqual(['1']);
    now += 50;
    await keep({ step: 3, epoch: 3 }, write);
    expect(await readdir(folder.checkpoints)).toEqual(['3']);
    expect(told).toEqual([
      { kind: 'checkpoint', step: 1, epoch: 1, bytes: 3 },
      { kind: 'checkpoint', step: 3, epoch: 3, bytes: 3 }
    ]);
    now += 1000;
    await expect(keep({ step: 4 }, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    expect(await newestCheckpoint(folder)).toBe(join(folder.checkpoints, '3'));
    expect(await readdir(folder.checkpoints)).toEqual(['3']);
  });
});
