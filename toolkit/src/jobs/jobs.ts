/**
 * The jobs of one home: submit, list, follow, cancel. Holds no truth: two of these, in two processes, on the same home
 * agree, because each reads the folders.
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SondeError,
  isFinal,
  jobStates,
  toErrorRecord,
  type JobEvent,
  type JobRecord,
  type JobRequest,
  type JobState
} from '@sonde/schema';
import type { Source } from '../catalogue/source.js';
import { localTarget } from '../targets/local.js';
import type { Target } from '../targets/target.js';
import { EventLines, type EventLine } from './event-lines.js';
import { EventWriter } from './event-writer.js';
import { fold } from './fold.js';
import { follow } from './follow.js';
import { sondeHome } from './home.js';
import { dropKey, jobWithKey, takeKey } from './idempotency.js';
import { createJobFolder, jobFolder, readStoredJob, type JobFolder, type StoredJob } from './job-folder.js';
import { isJobId } from './job-id.js';
import { JobIndex, type JobFilter } from './job-index.js';
import { prepareJob } from './prepare-job.js';
import { readEnd } from './read-end.js';

export interface JobsOptions {
  /** Default: `SONDE_HOME`, else the XDG data directory. */
  home?: string;
  targets?: readonly Target[];
  /** Where modules are looked for. */
  sources?: readonly Source[];
}

export interface EventsOptions {
  /** Leaves out this many lines. */
  from?: number;
  signal?: AbortSignal;
}

export class Jobs {
  readonly home: string;
  readonly #targets: readonly Target[];
  readonly #sources: readonly Source[] | undefined;
  #index: JobIndex | undefined;
  #adopted: Promise<void> | undefined;

  constructor({ home = sondeHome(), targets = [localTarget()], sources }: JobsOptions = {}) {
    this.home = home;
    this.#targets = targets;
    this.#sources = sources;
  }

  /** Checks the request and starts the job. Throws a sentence when there cannot be such a job. */
  async submit(request: JobRequest): Promise<JobRecord> {
    const key = request.idempotencyKey;
    const before = key === undefined ? undefined : await this.#withKey(key);
    if (before) return before;
    const stored = await prepareJob(request, {
      home: this.home,
      targets: this.#targets.map(target => target.name),
      from: this.#sources
    });
    const other = key === undefined ? undefined : await takeKey(this.home, key, stored.id);
    if (key !== undefined && other) return this.#awaitJob(other, key);
    let folder: JobFolder;
    try {
      folder = await createJobFolder(this.home, stored);
    } catch (error) {
      if (key !== undefined) await dropKey(this.home, key);
      throw error;
    }
    try {
      await this.#target(stored).submit(stored, folder);
    } catch (error) {
      end(folder, 'failed', { reason: (error as Error).message, error: toErrorRecord(error) });
      throw error;
    }
    return fold(stored, [{ t: Date.parse(stored.created), kind: 'state', state: 'queued' }]);
  }

  /** The job's record as it is now. */
  async get(id: string): Promise<JobRecord> {
    const record = await this.#open().get(id);
    if (!record) throw unknownJob(id, this.home);
    return isFinal(record.state) ? record : this.settle(id);
  }

  /** Records, newest first. */
  async list(filter: JobFilter = {}): Promise<JobRecord[]> {
    await (this.#adopted ??= this.reconcile());
    return this.#open().list(filter);
  }

  /** The job's events from the first (or from line `from` on), those to come included, to the final one. */
  async *events(id: string, options: EventsOptions = {}): AsyncGenerator<JobEvent> {
    for await (const { event } of this.eventLines(id, options)) yield event;
  }

  /** As {@link events}, with the number of each line. */
  async *eventLines(id: string, options: EventsOptions = {}): AsyncGenerator<Required<EventLine>> {
    const folder = await this.#folder(id);
    const idle = async (): Promise<void> => {
      await this.settle(id);
    };
    yield* follow(folder.events, { ...options, idle });
  }

  /** Waits for the job's end (or for `signal`) and answers with its record then. */
  async ended(id: string, { signal }: { signal?: AbortSignal } = {}): Promise<JobRecord> {
    const events = this.events(id, { signal });
    while (!(await events.next()).done);
    return this.get(id);
  }

  /** The events on disk now, without waiting for more. */
  async *eventsSoFar(id: string): AsyncGenerator<JobEvent> {
    const lines = new EventLines();
    for await (const chunk of createReadStream((await this.#folder(id)).events)) {
      for (const { event } of lines.push(chunk as Buffer)) if (event) yield event;
    }
  }

  /** What the job printed, or the end of it where that is more than `most` bytes. */
  async log(id: string, { most = 1 << 20 }: { most?: number } = {}): Promise<string> {
    return readEnd((await this.#folder(id)).log, most);
  }

  /** Stops the job and answers with its final record; a job that has ended stays as it is. */
  async cancel(id: string): Promise<JobRecord> {
    const record = await this.get(id);
    if (isFinal(record.state)) return record;
    const folder = await this.#folder(id);
    const stored = await readStoredJob(folder);
    await this.#target(stored).cancel(stored, folder);
    for (;;) {
      const now = await this.settle(id);
      if (isFinal(now.state)) return now;
      await sleep(25);
    }
  }

  /** Looks after every job that has no end yet: adopts what runs, ends what is gone. */
  async reconcile(): Promise<void> {
    for (const { id } of await this.#open().list({ state: unfinished })) await this.settle(id);
  }

  /** The job's record, after having written its end when its process is gone without one. */
  async settle(id: string): Promise<JobRecord> {
    const folder = await this.#folder(id);
    const stored = await readStoredJob(folder);
    const target = this.#targets.find(one => one.name === stored.target);
    const seen = target ? await target.observe(stored, folder) : { alive: true as const }; // not ours to judge
    // Read after looking: a process writes its last event before it goes.
    const record = await this.#open().get(id);
    if (!record) throw unknownJob(id, this.home);
    if (seen.alive || isFinal(record.state)) return record;
    if (await exists(folder.cancel)) {
      end(folder, 'cancelled', { reason: 'It was asked to stop and ended without a last word' });
    } else {
      end(folder, 'lost', { reason: seen.reason });
    }
    return (await this.#open().get(id)) ?? record;
  }

  /** Each record that is new or changed, now and as it happens. */
  async *changes({
    signal,
    every = 250
  }: { signal?: AbortSignal; every?: number } = {}): AsyncGenerator<JobRecord> {
    const seen = new Map<string, number>();
    let looked = 0;
    while (!signal?.aborted) {
      if (Date.now() - looked >= 2000) {
        looked = Date.now();
        await this.reconcile();
      }
      for (const [id, bytes] of await this.#open().reach()) {
        if (seen.get(id) === bytes) continue;
        seen.set(id, bytes);
        const record = await this.#open().get(id);
        if (record) yield record;
      }
      await sleep(every, undefined, { signal }).catch(() => undefined);
    }
  }

  close(): void {
    this.#index?.close();
    this.#index = undefined;
  }

  async #withKey(key: string): Promise<JobRecord | undefined> {
    const id = await jobWithKey(this.home, key);
    return id === undefined ? undefined : this.#open().get(id);
  }

  /** The job of another submit with the same key, which may still be writing its folder. */
  async #awaitJob(id: string, key: string): Promise<JobRecord> {
    for (let tries = 0; tries < 100; tries++) {
      const record = await this.#open().get(id);
      if (record) return record;
      await sleep(20);
    }
    await dropKey(this.home, key);
    throw new SondeError('key-taken', `The idempotency key belonged to job ${id}, which never came to be`, {
      hint: 'The key is free now: submit again.'
    });
  }

  async #folder(id: string): Promise<JobFolder> {
    const folder = jobFolder(this.home, id);
    if (!isJobId(id) || !(await exists(folder.job))) throw unknownJob(id, this.home);
    return folder;
  }

  #target(stored: StoredJob): Target {
    const target = this.#targets.find(one => one.name === stored.target);
    if (target) return target;
    throw new SondeError(
      'target-unknown',
      `Job ${stored.id} runs on target "${stored.target}", which is not known here`
    );
  }

  #open(): JobIndex {
    return (this.#index ??= new JobIndex(this.home));
  }
}

const unfinished = (Object.keys(jobStates) as JobState[]).filter(state => !isFinal(state));

/** Writes the job's end for a process that cannot; does nothing when somebody has. */
function end(folder: JobFolder, state: 'failed' | 'cancelled' | 'lost', why: Partial<JobRecord>): void {
  const writer = new EventWriter(folder);
  try {
    writer.end({ state, reason: why.reason, error: why.error });
  } finally {
    writer.close();
  }
}

function unknownJob(id: string, home: string): SondeError {
  return new SondeError('job-unknown', `There is no job "${id}" in ${home}`, {
    hint: 'jobs() lists what there is.'
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
