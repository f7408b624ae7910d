/**
 * Starts the jobs that wait, as far as the jobs they come after and the room on their targets allow: by priority, then
 * by age, and nobody overtakes on the same target. The queue is the folders without `handed`; any process may move it on,
 * and one at a time does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFinal, toErrorRecord, type JobRecord } from '@sonde/schema';
import { isUnreachable, type Target } from '../targets/target.js';
import { withLock } from '../weights/lock.js';
import { endJob } from './end-job.js';
import { givenGpus, hand, isHanded, takeBack } from './hand-over.js';
import { jobWithKey } from './idempotency.js';
import { jobFolder, type JobFolder } from './job-folder.js';
import type { JobFilter } from './job-index.js';
import { unfinished } from './job-changes.js';
import { noteReason } from './note-reason.js';
import { retryKey, type Retries } from './retries.js';
import { Room } from './room.js';
import { submitClaimed } from './submit-claimed.js';
import { TargetLooks, type Look } from './target-looks.js';

export interface QueueContext {
  home: string;
  targets: readonly Target[];
  retries: Retries;
  list(filter: JobFilter): Promise<JobRecord[]>;
  get(id: string): Promise<JobRecord | undefined>;
}

export class Queue {
  readonly #context: QueueContext;
  readonly #looks: TargetLooks;

  constructor(context: QueueContext) {
    this.#context = context;
    this.#looks = new TargetLooks(context.targets);
  }

  /**
   * Starts what may start. Jobs that their target refused have ended as failed; the answer has why, by job.
   *
   * @param fresh ids of jobs that were submitted just now: whoever did that wants to hear when their target cannot be reached;
   *   for others that is a reason to wait
   */
  async advance(...fresh: readonly string[]): Promise<Map<string, Error>> {
    await this.#context.retries.startDue();
    const waiting = await this.#waiting();
    if (waiting.length === 0) return new Map();
    // Asked before anything is locked: a target may take long to answer, and the others' jobs need not wait for that.
    const looks = await this.#looks.at(waiting.map(job => job.target));
    const { starting, reasons } = await withLock(this.#lock, {}, () => this.#take(looks, fresh));
    for (const [job, why] of reasons) this.#note(job, why);
    const refused = new Map<string, Error>();
    const claimed = starting.map(({ job, target }) => ({ id: job.id, target }));
    for (const [index, outcome] of (await submitClaimed(this.#context.home, claimed)).entries()) {
      const job = starting[index]?.job;
      if (outcome.status === 'fulfilled' || job === undefined) continue;
      const { reason: thrown } = outcome as { reason: unknown };
      const folder = jobFolder(this.#context.home, job.id);
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (isUnreachable(error) && !fresh.includes(job.id)) {
        takeBack(folder);
        this.#note(job, error.message);
        continue;
      }
      endJob(folder, 'failed', { reason: error.message, error: toErrorRecord(error) });
      refused.set(job.id, error);
    }
    return refused;
  }

  /** Takes a job out of the queue for good, so that nobody starts it. False when it has been started. */
  async withdraw(folder: JobFolder): Promise<boolean> {
    return withLock(this.#lock, {}, () => Promise.resolve(hand(folder)));
  }

  get #lock(): string {
    return join(this.#context.home, 'queue.lock');
  }

  async #waiting(): Promise<JobRecord[]> {
    const { home, list } = this.#context;
    const queued = await list({ state: 'queued' });
    return queued
      .filter(({ id }) => !isHanded(jobFolder(home, id)))
      .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a.id < b.id ? -1 : 1));
  }

  /** Claims what may start now. Runs under the lock, so that no two processes give away the same room. */
  async #take(
    looks: ReadonlyMap<string, Look>,
    fresh: readonly string[]
  ): Promise<{ starting: { job: JobRecord; target: Target }[]; reasons: Map<JobRecord, string> }> {
    const { home, targets } = this.#context;
    const starting: { job: JobRecord; target: Target }[] = [];
    const reasons = new Map<JobRecord, string>();
    const rooms = new Map<string, Room>();
    for (const job of await this.#waiting()) {
      const folder = jobFolder(home, job.id);
      const target = targets.find(one => one.name === job.target);
      const look = looks.get(job.target);
      if (!target || !look) continue; // another's target, or a job that came while we looked
      const wait = await this.#mustWait(job, folder);
      if (wait !== undefined) {
        if (wait !== ended) reasons.set(job, wait);
        continue;
      }
      if ('error' in look && !fresh.includes(job.id)) {
        reasons.set(job, look.error.message);
        continue;
      }
      let room = rooms.get(target.name);
      if (!room) rooms.set(target.name, (room = await this.#room(target, look)));
      const admission = room.admit(job);
      if (!admission.admitted) reasons.set(job, admission.why);
      else if (hand(folder, admission.gpus)) starting.push({ job, target });
    }
    return { starting, reasons };
  }

  /** Why the job waits for another one; undefined when it does not. Ends it when one of them will never succeed. */
  async #mustWait({ after = [] }: JobRecord, folder: JobFolder): Promise<string | undefined> {
    let wait: string | undefined;
    for (const id of after) {
      const before = await this.#latestTry(id);
      if (before?.state === 'succeeded') continue;
      if (before && !isFinal(before.state)) {
        wait ??= `Waits for “${before.title}” (${before.id})`;
        continue;
      }
      if (before && this.#context.retries.isDue(before.id)) {
        wait ??= `Waits for “${before.title}”, which is tried again`;
        continue;
      }
      const name = before ? `"${before.title}" (${before.id})` : id;
      if (hand(folder)) {
        endJob(folder, 'cancelled', {
          reason: `It was to start after job ${name}, which ${before ? `is ${before.state}` : 'was deleted'}`
        });
      }
      return ended;
    }
    return wait;
  }

  /** The job, or the last of those that were started because it had failed. */
  async #latestTry(id: string): Promise<JobRecord | undefined> {
    const { home, get } = this.#context;
    let record = await get(id);
    while (record && (record.state === 'failed' || record.state === 'lost')) {
      const next = await jobWithKey(home, retryKey(record.id));
      const again = next === undefined ? undefined : await get(next);
      if (!again) break;
      record = again;
    }
    return record;
  }

  async #room(target: Target, look: Look): Promise<Room> {
    const { home, list } = this.#context;
    const taken = (await list({ state: unfinished }))
      .filter(job => job.target === target.name)
      .map(job => ({ job, folder: jobFolder(home, job.id) }))
      .filter(({ folder }) => isHanded(folder))
      .map(({ job, folder }) => ({ job, gpus: givenGpus(folder) }));
    return new Room(target.name, taken, 'error' in look ? {} : look);
  }

  #note(job: JobRecord, why: string): void {
    const folder = jobFolder(this.#context.home, job.id);
    if (job.reason !== why && existsSync(folder.job) && !existsSync(folder.final))
      noteReason(folder, 'queued', why);
  }
}

/** Said of a job that has no reason to wait any more. */
const ended = '';
