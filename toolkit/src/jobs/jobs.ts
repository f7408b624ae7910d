/**
 * The jobs of one home: submit, list, follow, cancel. Holds no truth: two of these, in two processes, on the same home
 * agree, because each reads the folders.
 */
import { createReadStream } from 'node:fs';
import { relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SondeError, isFinal, type JobEvent, type JobRecord, type JobRequest } from '@sonde/schema';
import type { Source } from '../catalogue/source.js';
import { insideFolder } from '../catalogue/inside-folder.js';
import { readTargets } from '../targets/read-targets.js';
import type { Target } from '../targets/target.js';
import { endJob } from './end-job.js';
import { EventLines, type EventLine } from './event-lines.js';
import { fold } from './fold.js';
import { follow } from './follow.js';
import { sondeHome } from './home.js';
import { carryOver } from './carry-over.js';
import { newestCheckpoint } from './checkpoints.js';
import { dropKey, jobWithKey, takeKey } from './idempotency.js';
import { isHanded } from './hand-over.js';
import { createJobFolder, jobFolder, readStoredJob, type JobFolder, type StoredJob } from './job-folder.js';
import { presentJob, unknownJob } from './present-job.js';
import { Caretaker } from './caretaker.js';
import { jobChanges, type JobChange } from './job-changes.js';
import { JobIndex, type JobFilter } from './job-index.js';
import { prepareJob } from './prepare-job.js';
import { prepareSweep } from './prepare-sweep.js';
import { quarantined, type QuarantinedJob } from './quarantine.js';
import { Queue } from './queue.js';
import { Retries } from './retries.js';
import { readEnd } from './read-end.js';
import { readPart, type Part, type PartOptions } from './read-part.js';
import { bytesIn, removeJobFolder } from './remove-job.js';
import { startKeeper } from './start-keeper.js';
import { sweepSchema } from './sweep-schema.js';

export interface JobsOptions {
  /** Default: `SONDE_HOME`, else the XDG data directory. */
  home?: string;
  targets?: readonly Target[];
  /** Where modules are looked for. */
  sources?: readonly Source[];
  /**
   * Has a process of its own look after jobs that wait, for when this one ends and no service runs. It knows the targets of the
   * home only. Default: no.
   */
  keeper?: boolean;
}

export interface EventsOptions {
  /** Leaves out this many lines. */
  from?: number;
  signal?: AbortSignal;
}

export class Jobs {
  readonly home: string;
  readonly targets: readonly Target[];
  readonly #sources: readonly Source[] | undefined;
  readonly #keeper: boolean;
  readonly #retries: Retries;
  readonly #queue: Queue;
  readonly #caretaker: Caretaker;
  #index: JobIndex | undefined;

  constructor({
    home = sondeHome(),
    targets = readTargets(home),
    sources,
    keeper = false
  }: JobsOptions = {}) {
    this.#keeper = keeper;
    this.home = home;
    this.targets = targets;
    this.#sources = sources;
    this.#retries = new Retries({
      home,
      get: id => this.#open().get(id),
      retry: (id, changes) => this.#startAnew(id, changes)
    });
    this.#queue = new Queue({
      home,
      targets,
      retries: this.#retries,
      list: filter => this.#open().list(filter),
      get: id => this.#open().get(id)
    });
    this.#caretaker = new Caretaker({ home, targets, queue: this.#queue, index: () => this.#open() });
  }

  /**
   * Checks the request and starts the job, or lets it wait for its turn. Throws a sentence when there cannot be such a
   * job.
   */
  async submit(request: JobRequest, { attempt = 1 }: { attempt?: number } = {}): Promise<JobRecord> {
    const key = request.idempotencyKey;
    const before = key === undefined ? undefined : await this.#withKey(key);
    return before ?? this.#create(await this.#prepare(request, attempt));
  }

  /** Throws a sentence when there cannot be such a job; starts nothing. */
  async check(request: JobRequest): Promise<void> {
    await this.#prepare(request);
  }

  /**
   * Starts one job for each combination of the arguments that are lists; they share a group. All are checked before the
   * first is made, so that a wrong value among many starts none; and all are there before the first starts, so that a target may
   * take them together.
   */
  async sweep(request: JobRequest, schema?: object): Promise<JobRecord[]> {
    const wanted = schema ?? (await sweepSchema(request, this.#sources));
    const prepared = await prepareSweep(request, wanted, one => this.#prepare(one));
    const records: JobRecord[] = [];
    for (const stored of prepared) records.push(await this.#put(stored));
    await this.#start(prepared);
    return records;
  }

  /** The job's record as it is now. */
  async get(id: string): Promise<JobRecord> {
    const record = await this.#open().get(id);
    if (!record) throw unknownJob(this.home, id);
    return isFinal(record.state) ? record : this.settle(id);
  }

  /** Records, newest first. */
  async list(filter: JobFilter = {}): Promise<JobRecord[]> {
    await this.#caretaker.adopt();
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
    for await (const { event } of this.linesSoFar(id)) if (event) yield event;
  }

  /** The lines of the events on disk now; with `after`, those behind that line. */
  async *linesSoFar(
    id: string,
    after: Omit<EventLine, 'event'> = { line: 0, end: 0 }
  ): AsyncGenerator<EventLine> {
    const lines = new EventLines(after.line, after.end);
    for await (const chunk of createReadStream((await this.#folder(id)).events, { start: after.end })) {
      yield* lines.push(chunk as Buffer);
    }
  }

  /** What the job printed, or the end of it where that is more than `most` bytes. */
  async log(id: string, { most = 1 << 20 }: { most?: number } = {}): Promise<string> {
    return readEnd((await this.#folder(id)).log, most);
  }

  /** A part of what the job printed, in whole lines; `ended` when nothing will be added. Who knows says so: it is not looked then. */
  async logPart(id: string, options: PartOptions = {}): Promise<Part & { ended: boolean }> {
    const ended = options.ended ?? isFinal((await this.get(id)).state);
    return { ...(await readPart((await this.#folder(id)).log, { ...options, ended })), ended };
  }

  /** Absolute paths of the job's log, and of a file that it made. */
  async logPath(id: string): Promise<string> {
    return (await this.#folder(id)).log;
  }

  /** @param path as the record names it, below the job's folder: "artefacts/model/weights.bin" */
  async artefactPath(id: string, path: string): Promise<string> {
    const folder = await this.#folder(id);
    const below = relative(folder.artefacts, resolve(folder.path, path));
    return insideFolder(folder.artefacts, below, 'The output');
  }

  /** What was asked for. */
  async request(id: string): Promise<JobRequest> {
    return (await readStoredJob(await this.#folder(id))).request;
  }

  /** How many jobs there are. */
  async count(): Promise<number> {
    return this.#open().count();
  }

  /** What the job's files take, which {@link remove} frees. */
  async bytes(id: string): Promise<number> {
    return bytesIn((await this.#folder(id)).path);
  }

  /** Stops the job and answers with its final record; a job that has ended stays as it is. */
  async cancel(id: string): Promise<JobRecord> {
    const record = await this.get(id);
    if (isFinal(record.state)) return record;
    const folder = await this.#folder(id);
    const stored = await readStoredJob(folder);
    if (await this.#queue.withdraw(folder))
      endJob(folder, 'cancelled', { reason: 'It was asked to stop while it waited' });
    else await this.#target(stored).cancel(stored, folder);
    let heard = Date.now();
    for (;;) {
      const now = await this.#caretaker.settle(id, { alive: () => (heard = Date.now()) });
      if (isFinal(now.state)) return now;
      if (Date.now() > heard + unheard) {
        endJob(folder, 'lost', { reason: 'It was asked to stop, and where it runs nothing was heard of it' });
      }
      await sleep(25);
    }
  }

  /** Asks for the same job again; the new one names the old as its parent. */
  async retry(id: string, changes: Partial<JobRequest> = {}): Promise<JobRecord> {
    const record = await this.get(id);
    const stored = await readStoredJob(await this.#folder(id));
    const { request } = stored;
    // One of a sweep keeps what sets it apart from the others.
    const apart = stored.group === undefined ? {} : { title: stored.title, labels: stored.labels };
    const again: JobRequest = { ...request, ...apart, parent: id, ...changes };
    if (changes.idempotencyKey === undefined) delete again.idempotencyKey;
    return this.submit(again, { attempt: record.attempt + 1 });
  }

  /**
   * Goes on with a training that was cut off, from its last checkpoint, as a new job that begins with the curves of the old.
   * Throws a sentence when there is no checkpoint, or when the job has not ended.
   */
  async resume(id: string, changes: Partial<JobRequest> = {}): Promise<JobRecord> {
    return this.retry(id, { ...changes, resumes: id });
  }

  /**
   * Deletes an ended job with its log, model and outputs, and says how many bytes that freed. A job that still runs is
   * refused: stop it first.
   */
  async remove(id: string): Promise<{ bytes: number }> {
    const record = await this.get(id);
    const folder = await this.#folder(id);
    if (!isFinal(record.state)) {
      throw new SondeError('job-running', `Cannot delete job ${id}: it is ${record.state}`, {
        hint: 'Stop it first.'
      });
    }
    const stored = await readStoredJob(folder);
    await this.targets.find(one => one.name === stored.target)?.remove?.(stored, folder);
    const freed = await removeJobFolder(this.home, folder);
    if (stored.idempotencyKey !== undefined) await dropKey(this.home, stored.idempotencyKey);
    this.#open().forget(id);
    return freed;
  }

  /** Whether a job waits in the queue, or may have to be tried again. */
  async isAnyoneWaiting(): Promise<boolean> {
    const queued = await this.#open().list({ state: 'queued' });
    return this.#retries.isAnyDue() || queued.some(({ id }) => !isHanded(jobFolder(this.home, id)));
  }

  /** Jobs whose record cannot be read: they lie aside. */
  async quarantined(): Promise<QuarantinedJob[]> {
    return quarantined(this.home);
  }

  /** Looks after every job that has no end yet: ends what is gone, starts what may start. */
  reconcile(): Promise<void> {
    return this.#caretaker.reconcile();
  }

  /** The job's record, after having written its end when its process is gone without one. */
  settle(id: string): Promise<JobRecord> {
    return this.#caretaker.settle(id);
  }

  /** What changes, as it happens: {@link jobChanges}. */
  changes(options: { signal?: AbortSignal; every?: number } = {}): AsyncGenerator<JobChange> {
    return jobChanges(() => this.#open(), { ...options, reconcile: () => this.#caretaker.keepUp() });
  }

  /** Looks after the jobs every two seconds until `signal` is aborted, also while nobody wants to know of them. */
  async keepUp({ signal }: { signal: AbortSignal }): Promise<void> {
    while (!signal.aborted) {
      await this.#caretaker.keepUp().catch((error: unknown) => console.error(error));
      await sleep(2000, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  close(): void {
    this.#index?.close();
    this.#index = undefined;
  }

  #prepare(request: JobRequest, attempt = 1): Promise<StoredJob> {
    return prepareJob(request, { home: this.home, targets: this.targets, from: this.#sources, attempt });
  }

  async #create(stored: StoredJob): Promise<JobRecord> {
    const record = await this.#put(stored);
    await this.#start([stored]);
    return record;
  }

  /** Moves the queue on, in which these jobs are new. Throws when one of them is refused. */
  async #start(jobs: readonly StoredJob[]): Promise<void> {
    const refused = await this.#queue.advance(...jobs.map(({ id }) => id));
    for (const { id } of jobs) {
      const why = refused.get(id);
      if (why) throw why;
    }
    const waits = ({ id, retries }: StoredJob): boolean =>
      Boolean(retries) || !isHanded(jobFolder(this.home, id));
    if (this.#keeper && jobs.some(waits)) startKeeper(this.home);
  }

  /** Puts a checked job on disk, where it waits in the queue. */
  async #put(stored: StoredJob): Promise<JobRecord> {
    const key = stored.idempotencyKey;
    const other = key === undefined ? undefined : await takeKey(this.home, key, stored.id);
    if (key !== undefined && other) return this.#awaitJob(other, key);
    try {
      await createJobFolder(this.home, stored, draft => carryOver(this.home, stored, draft));
    } catch (error) {
      if (key !== undefined) await dropKey(this.home, key);
      throw error;
    }
    if (stored.retries) await this.#retries.watch(stored.id);
    return fold(stored, [{ t: Date.parse(stored.created), kind: 'state', state: 'queued' }]);
  }

  /** What is retried by itself loses as little as can be. */
  async #startAnew(id: string, changes: Partial<JobRequest>): Promise<JobRecord> {
    const isCutOff = (await newestCheckpoint(await this.#folder(id))) !== undefined;
    return isCutOff ? this.resume(id, changes) : this.retry(id, changes);
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

  #folder(id: string): Promise<JobFolder> {
    return presentJob(this.home, id);
  }

  #target(stored: StoredJob): Target {
    const target = this.targets.find(one => one.name === stored.target);
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

/** Milliseconds until a job that its target says to have stopped, but whose end nobody wrote, is given up. */
const unheard = 15_000;
