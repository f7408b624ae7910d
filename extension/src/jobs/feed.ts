/**
 * The live list of jobs. It opens the service's event stream, takes a snapshot, and applies what the stream says after
 * that; a broken connection is restored by itself. It starts when somebody first needs it, or soon after Lab itself.
 */
import { Signal, type ISignal } from '@lumino/signaling';
import { paths, SondeError, toErrorRecord, type JobRecord } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';
import { follow, type FollowOptions } from '../service/events.js';
import { wait } from '../service/wait.js';
import { changeJobs, justEnded, noJobs, type JobsChange, type JobsList } from './list.js';
import { loadList } from './load-list.js';

export class JobsFeed {
  constructor(
    private readonly _client: Pick<ServiceClient, 'jobs' | 'stream' | 'cancel'>,
    private readonly _options: Pick<FollowOptions, 'wait' | 'delays'> = {}
  ) {}

  get list(): JobsList {
    return this._list;
  }

  /** Emitted whenever `list` has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Emitted once for each job that ends while we watch. */
  get ended(): ISignal<this, JobRecord> {
    return this._ended;
  }

  /** Begins to follow the service. Calling it again does nothing. */
  start(): void {
    if (this._following || this._isDisposed) return;
    this._following = new AbortController();
    void this._follow(this._following.signal);
  }

  /** Resolves when all jobs are known; rejects with what keeps them from being so. */
  whole(): Promise<void> {
    this.start();
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const { complete, connection, error } = this._list;
        if (!complete && connection !== 'lost') return;
        this._changed.disconnect(look);
        if (complete) resolve();
        else
          reject(new SondeError(error?.code ?? 'not-connected', error?.message ?? '', { hint: error?.hint }));
      };
      this._changed.connect(look);
      look();
    });
  }

  /** Connects now instead of waiting for the next attempt. */
  retry(): void {
    this._following?.abort();
    this._following = undefined;
    this.start();
  }

  /** Asks a job to stop. The list shows it at once as the service sees it. */
  async stop(id: string): Promise<void> {
    this.apply([await this._client.cancel(id)]);
  }

  /** Shows at once what the service has just answered: jobs that are new, and those that are gone. */
  apply(jobs: readonly JobRecord[], gone: readonly string[] = []): void {
    // What the stream has said before that must not come on top of it.
    this._flush();
    this._change({ kind: 'jobs', jobs, gone });
  }

  dispose(): void {
    this._isDisposed = true;
    this._following?.abort();
    clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private async _follow(signal: AbortSignal): Promise<void> {
    this._change({ kind: 'connecting' });
    while (!signal.aborted) {
      try {
        for await (const step of follow(() => this._open(signal), { ...this._options, signal })) {
          if (step.kind === 'lost') this._change({ kind: 'lost', error: toErrorRecord(step.error) });
          if (step.kind === 'event') this._soon(parseEvent(step.event));
        }
      } catch (thrown) {
        // An event that cannot be read: a new list has what it would have told.
        this._change({ kind: 'lost', error: toErrorRecord(thrown) });
        await (this._options.wait ?? wait)(unreadable, signal).catch(() => undefined);
      }
    }
  }

  /**
   * Opens the stream, then asks for the list: nothing that happens in between is lost. What the stream says in the
   * meantime waits in the connection and is applied, in order, on top of the list.
   */
  private async _open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const body = await this._client.stream(paths.jobsStream, { signal });
    try {
      await this._loadList(signal);
      return body;
    } catch (thrown) {
      await body.cancel();
      throw thrown;
    }
  }

  private async _loadList(signal: AbortSignal): Promise<void> {
    const changes = loadList(this._client, { replace: this._list.loaded, signal });
    const load = (this._load = Symbol('load'));
    const show = async (): Promise<boolean> => {
      const step = await changes.next();
      // A new connection loads anew.
      if (step.done === true || signal.aborted || load !== this._load) return false;
      this._change(step.value);
      return true;
    };
    await show();
    const rest = async (): Promise<void> => {
      while (await show());
    };
    // Only an end of the connection ends it early.
    rest().catch(() => undefined);
  }

  /** Many jobs may change at once: they are shown together. */
  private _soon(said: Said): void {
    this._heard.push(said);
    this._timer ??= setTimeout(() => this._flush(), together);
  }

  private _flush(): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    const heard = this._heard.splice(0);
    if (heard.length === 0 || this._isDisposed) return;
    const last = new Map(heard.map(one => ['job' in one ? one.job.id : one.gone, one]));
    const jobs = [...last.values()].flatMap(one => ('job' in one ? [one.job] : []));
    const gone = [...last.values()].flatMap(one => ('gone' in one ? [one.gone] : []));
    this._change({ kind: 'jobs', jobs, gone });
  }

  private _change(change: JobsChange): void {
    const before = this._list;
    this._list = changeJobs(before, change);
    this._changed.emit();
    const now =
      change.kind === 'jobs' || change.kind === 'snapshot' ? new Set(change.jobs.map(job => job.id)) : [];
    const known = [...now].flatMap(id => this._list.jobs.get(id) ?? []);
    for (const job of justEnded(before, known)) this._ended.emit(job);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _ended = new Signal<this, JobRecord>(this);
  private _list: JobsList = noJobs;
  private _following: AbortController | undefined;
  private _isDisposed = false;
  private _load: symbol | undefined;
  private readonly _heard: Said[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds. */
const together = 50;
/** The service that sent what cannot be read may do so again: milliseconds until it is asked anew. */
const unreadable = 10_000;

type Said = { job: JobRecord } | { gone: string };

function parseEvent({ event, data }: { event?: string; data: string }): Said {
  try {
    return event === 'gone'
      ? { gone: (JSON.parse(data) as { id: string }).id }
      : { job: JSON.parse(data) as JobRecord };
  } catch (cause) {
    throw new SondeError('bad-event', 'The Sonde service sent a job that cannot be read', {
      hint: 'The extension and the service may be of different versions: run "npm start" again.',
      cause
    });
  }
}
