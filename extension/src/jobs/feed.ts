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
    try {
      for await (const step of follow(() => this._open(signal), { ...this._options, signal })) {
        if (step.kind === 'lost') this._change({ kind: 'lost', error: toErrorRecord(step.error) });
        if (step.kind === 'event') this._soon(parseEvent(step.event));
      }
    } catch (thrown) {
      this._change({ kind: 'lost', error: toErrorRecord(thrown) });
    }
  }

  /**
   * Opens the stream, then asks for the list: nothing that happens in between is lost. What the stream says in the
   * meantime waits in the connection and is applied, in order, on top of the list.
   */
  private async _open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const body = await this._client.stream(paths.jobsStream, { signal });
    try {
      await this._load(signal);
      return body;
    } catch (thrown) {
      await body.cancel();
      throw thrown;
    }
  }

  /**
   * The newest jobs and all that have not ended come first, so that a long list does not keep the panel empty; the rest
   * follows in pages. A list that is there already is replaced when the new one is whole, so that nothing flickers.
   */
  private async _load(signal: AbortSignal): Promise<void> {
    const [first, open] = await Promise.all([
      this._client.jobs({ limit: firstPage, signal }),
      this._client.jobs({ open: true, signal })
    ]);
    const known = [...open.jobs, ...first.jobs];
    if (first.jobs.length >= first.total) return this._change({ kind: 'snapshot', jobs: known });
    const rest = async (onPage: (jobs: readonly JobRecord[]) => void): Promise<void> => {
      let last = first.jobs.at(-1);
      while (last && !signal.aborted) {
        const { jobs } = await this._client.jobs({ limit: nextPage, before: last.id, signal });
        onPage(jobs);
        last = jobs.length < nextPage ? undefined : jobs.at(-1);
      }
    };
    if (this._list.loaded) {
      await rest(jobs => known.unshift(...jobs));
      return this._change({ kind: 'snapshot', jobs: known });
    }
    this._change({ kind: 'snapshot', jobs: known });
    const older = async (): Promise<void> => {
      await wait(untilPainted, signal);
      await rest(jobs => this._change({ kind: 'older', jobs }));
    };
    older().catch((thrown: unknown) => {
      if (!signal.aborted) this._change({ kind: 'lost', error: toErrorRecord(thrown) });
    });
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
  private readonly _heard: Said[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;
}

/** Jobs on the first page, and on each page after it. */
const firstPage = 100;
const nextPage = 2500;
/** Milliseconds. */
const together = 50;
/** Older jobs come by the thousand: reading them would keep the first ones from the screen. Milliseconds. */
const untilPainted = 150;

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
