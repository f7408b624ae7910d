/**
 * Looks after the jobs that have not ended: writes the end of those whose process has gone without one, stops those that are over
 * their time, and has the queue move on. Any process may do this, and several at once.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, toErrorRecord, type JobRecord, type JobState } from '@sonde/schema';
import type { Observation, Target } from '../targets/target.js';
import { endJob } from './end-job.js';
import { isHanded } from './hand-over.js';
import { unfinished } from './job-changes.js';
import { readStoredJob, type JobFolder, type StoredJob } from './job-folder.js';
import type { JobIndex } from './job-index.js';
import { noteReason } from './note-reason.js';
import { overrun } from './overrun.js';
import { presentJob, unknownJob } from './present-job.js';
import type { Queue } from './queue.js';

export interface CaretakerContext {
  home: string;
  targets: readonly Target[];
  queue: Queue;
  index(): JobIndex;
}

export interface SettleOptions {
  /** Called when the target says that the job is there. */
  alive?: () => void;
}

/** Jobs of one target that are looked after at once. */
const atOnce = 50;

/** Milliseconds that must be between two looks at all. */
const atMost = 1500;

/** Milliseconds that the first list waits for what targets say. */
const patient = 1000;

export class Caretaker {
  readonly #context: CaretakerContext;
  #told: string | undefined;
  #adopted: Promise<void> | undefined;
  #keptUp = 0;

  constructor(context: CaretakerContext) {
    this.#context = context;
  }

  /** For those who ask again and again: looks after all unless that was done a moment ago. */
  async keepUp(): Promise<void> {
    if (Date.now() - this.#keptUp < atMost) return;
    this.#keptUp = Date.now();
    await this.reconcile();
  }

  /** All of them, once. What is wrong with one job or target does not keep the others from being looked after. */
  async reconcile(): Promise<void> {
    const open = await this.#context.index().list({ state: unfinished });
    await Promise.all(
      [...new Set(open.map(job => job.target))].map(async target => {
        const mine = open.filter(job => job.target === target);
        // Together, so that a target which is asked about many at once can answer once; as many as a machine bears.
        for (let start = 0; start < mine.length; start += atOnce) {
          const some = mine.slice(start, start + atOnce);
          await Promise.all(
            some.map(({ id }) => this.#look(id).catch((error: unknown) => this.#tell(error)))
          );
        }
      })
    );
    await this.#advance();
  }

  /** Looks after all once before the first list is given, but lets no slow target keep the list from being shown. */
  async adopt(): Promise<void> {
    this.#adopted ??= this.reconcile().catch((error: unknown) => this.#tell(error));
    await Promise.race([this.#adopted, sleep(patient, undefined, { ref: false })]);
  }

  /** The job's record, after having written its end when its process is gone without one. */
  async settle(id: string, options: SettleOptions = {}): Promise<JobRecord> {
    if (!isHanded(await presentJob(this.#context.home, id))) await this.#advance();
    const record = await this.#look(id, options);
    if (isFinal(record.state)) await this.#advance();
    return record;
  }

  async #look(id: string, { alive }: SettleOptions = {}): Promise<JobRecord> {
    const { home, targets } = this.#context;
    const folder = await presentJob(home, id);
    const stored = await readStoredJob(folder);
    if (!isHanded(folder)) return this.#record(id);
    const target = targets.find(one => one.name === stored.target);
    let seen: Observation = { alive: true }; // of another's target: not ours to judge
    try {
      if (target) seen = await target.observe(stored, folder);
    } catch (error) {
      // A target that cannot tell now changes nothing: the job stays as it is, and the record says why.
      this.#tell(error);
      const record = await this.#record(id);
      return isFinal(record.state) ? record : { ...record, reason: (error as Error).message };
    }
    // Read after looking: a process writes its last event before it goes.
    const record = await this.#record(id);
    if (isFinal(record.state)) return record;
    if (seen.alive) {
      alive?.();
      return this.#tend({ record, stored, folder, target, seen });
    }
    if (existsSync(folder.cancel)) {
      endJob(folder, 'cancelled', { reason: 'It was asked to stop and ended without a last word' });
    } else {
      endJob(folder, seen.state ?? 'lost', { reason: seen.reason });
    }
    return this.#record(id);
  }

  /** Of a job that is there. */
  async #tend({ record, stored, folder, target, seen }: Tended): Promise<JobRecord> {
    const tooLong = overrun(record);
    if (tooLong && target) {
      endJob(folder, 'failed', { reason: tooLong.message, error: toErrorRecord(tooLong) });
      await target.cancel(stored, folder, { grace: 0 });
      return this.#record(record.id);
    }
    const state = seen.waits && mayWaitAgain(record.state) ? 'queued' : record.state;
    const hasNews = seen.reason !== undefined && seen.reason !== record.reason;
    const again = state !== record.state;
    if (hasNews || again) noteReason(folder, state, seen.reason, { again });
    return record;
  }

  async #advance(): Promise<void> {
    await this.#context.queue.advance().catch((error: unknown) => this.#tell(error));
  }

  async #record(id: string): Promise<JobRecord> {
    const record = await this.#context.index().get(id);
    if (record) return record;
    throw unknownJob(this.#context.home, id);
  }

  /** Said once for as long as it stays the same. */
  #tell(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.#told) return;
    this.#told = message;
    console.error(message);
  }
}

interface Tended {
  record: JobRecord;
  stored: StoredJob;
  folder: JobFolder;
  target: Target | undefined;
  seen: Observation & { alive: true };
}

const mayWaitAgain = (state: JobState): boolean => state === 'preparing' || state === 'running';
