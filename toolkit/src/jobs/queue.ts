/**
 * Starts the jobs that wait, as far as the jobs they come after and the room on their targets allow: by priority, then
 * by age, and nobody overtakes on the same target. The queue is the folders without `handed`; any process may move it on,
 * and one at a time does.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFinal, toErrorRecord, type JobRecord, type JobRequest, type JobState } from '@sonde/schema';
import type { Target, TargetCapabilities } from '../targets/target.js';
import { withLock } from '../weights/lock.js';
import { endJob } from './end-job.js';
import { hand, isHanded } from './hand-over.js';
import { jobFolder, readStoredJob, type JobFolder } from './job-folder.js';
import type { JobFilter } from './job-index.js';

export interface QueueContext {
  home: string;
  targets: readonly Target[];
  list(filter: JobFilter): Promise<JobRecord[]>;
  get(id: string): Promise<JobRecord | undefined>;
  retry(id: string, changes: Partial<JobRequest>): Promise<JobRecord>;
}

export class Queue {
  readonly #context: QueueContext;

  constructor(context: QueueContext) {
    this.#context = context;
  }

  /** Starts what may start. Jobs that their target refused have ended as failed; the answer has why, by job. */
  async advance(): Promise<Map<string, Error>> {
    await this.#retryFailed();
    const waiting = await this.#waiting();
    if (waiting.length === 0) return new Map();
    const starting = await withLock(join(this.#context.home, 'queue.lock'), {}, () => this.#take());
    const refused = new Map<string, Error>();
    await Promise.all(
      starting.map(async ({ id, target }) => {
        const folder = jobFolder(this.#context.home, id);
        try {
          await target.submit(await readStoredJob(folder), folder);
        } catch (thrown) {
          const error = thrown instanceof Error ? thrown : new Error(String(thrown));
          endJob(folder, 'failed', { reason: error.message, error: toErrorRecord(error) });
          refused.set(id, error);
        }
      })
    );
    return refused;
  }

  /** Takes a job out of the queue for good, so that nobody starts it. False when it has been started. */
  async withdraw(folder: JobFolder): Promise<boolean> {
    return withLock(join(this.#context.home, 'queue.lock'), {}, () => Promise.resolve(hand(folder)));
  }

  /** Has the job started anew when it fails, as often as it may. */
  async watchRetries(id: string): Promise<void> {
    await mkdir(this.#retries, { recursive: true });
    await writeFile(join(this.#retries, id), '');
  }

  get #retries(): string {
    return join(this.#context.home, 'retries');
  }

  async #waiting(): Promise<JobRecord[]> {
    const { home, list } = this.#context;
    const queued = await list({ state: 'queued' });
    return queued
      .filter(({ id }) => !isHanded(jobFolder(home, id)))
      .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a.id < b.id ? -1 : 1));
  }

  /** Claims what may start now. Runs under the lock, so that no two processes give away the same room. */
  async #take(): Promise<{ id: string; target: Target }[]> {
    const { home, targets } = this.#context;
    const taken: { id: string; target: Target }[] = [];
    const rooms = new Map<string, Room>();
    for (const job of await this.#waiting()) {
      const folder = jobFolder(home, job.id);
      const target = targets.find(one => one.name === job.target);
      if (!target || (await this.#mustWait(job, folder))) continue;
      let room = rooms.get(target.name);
      if (!room) rooms.set(target.name, (room = await this.#room(target)));
      if (!room.admits(job)) continue;
      if (hand(folder)) taken.push({ id: job.id, target });
    }
    return taken;
  }

  /** True while a job before it is not done. Ends it when one of them will never succeed. */
  async #mustWait({ after = [] }: JobRecord, folder: JobFolder): Promise<boolean> {
    let wait = false;
    for (const id of after) {
      const before = await this.#context.get(id);
      if (before?.state === 'succeeded') continue;
      wait = true;
      if (before && !isFinal(before.state)) continue;
      const name = before ? `"${before.title}" (${id})` : id;
      if (hand(folder)) {
        endJob(folder, 'cancelled', {
          reason: `It was to start after job ${name}, which ${before ? `is ${before.state}` : 'was deleted'}`
        });
      }
      return true;
    }
    return wait;
  }

  async #room(target: Target): Promise<Room> {
    const { home, list } = this.#context;
    const running = (await list({ state: unfinished })).filter(
      job => job.target === target.name && isHanded(jobFolder(home, job.id))
    );
    // A target that does not answer refuses its jobs itself, with a better sentence.
    const has = await target.capabilities().catch(() => undefined);
    return new Room(running, has);
  }

  async #retryFailed(): Promise<void> {
    const { get, retry } = this.#context;
    for (const id of await readdir(this.#retries).catch(() => [])) {
      const record = await get(id);
      if (record && !isFinal(record.state)) continue;
      if (
        (record?.state === 'failed' || record?.state === 'lost') &&
        record.attempt <= (record.retries ?? 0)
      ) {
        await retry(id, { idempotencyKey: `retry ${id}` });
      }
      await rm(join(this.#retries, id), { force: true });
    }
  }
}

const unfinished: readonly JobState[] = ['queued', 'preparing', 'running', 'stopping'];

/** The room on one target. */
class Room {
  #slots: number;
  #gpus: number;
  #closed = false;

  constructor(
    running: readonly JobRecord[],
    { slots = Infinity, gpus = Infinity }: Partial<TargetCapabilities> = {}
  ) {
    this.#slots = slots - running.length;
    this.#gpus = slots === Infinity ? Infinity : gpus - running.reduce((sum, job) => sum + gpusOf(job), 0);
  }

  /** Takes the job's share, or keeps the place for it: what comes later then waits too. */
  admits(job: JobRecord): boolean {
    const gpus = gpusOf(job);
    if (this.#closed || this.#slots < 1 || this.#gpus < gpus) {
      this.#closed = true;
      return false;
    }
    this.#slots -= 1;
    this.#gpus -= gpus;
    return true;
  }
}

const gpusOf = (job: JobRecord): number => job.resources?.gpus ?? 0;
