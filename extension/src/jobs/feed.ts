/**
 * The live list of jobs. It opens the service's event stream, takes a snapshot, and applies what the stream says after
 * that; a broken connection is restored by itself. It starts when somebody first needs it.
 */
import { Signal, type ISignal } from '@lumino/signaling';
import { paths, SondeError, toErrorRecord, type JobRecord } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';
import { follow, type FollowOptions } from '../service/events.js';
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
    this._change({ kind: 'job', job: await this._client.cancel(id) });
  }

  dispose(): void {
    this._isDisposed = true;
    this._following?.abort();
    Signal.clearData(this);
  }

  private async _follow(signal: AbortSignal): Promise<void> {
    this._change({ kind: 'connecting' });
    try {
      for await (const step of follow(() => this._open(signal), { ...this._options, signal })) {
        if (step.kind === 'lost') this._change({ kind: 'lost', error: toErrorRecord(step.error) });
        if (step.kind === 'event' && step.event.event === 'job')
          this._change({ kind: 'job', job: parseJob(step.event.data) });
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
      this._change({ kind: 'snapshot', jobs: await this._client.jobs({ signal }) });
      return body;
    } catch (thrown) {
      await body.cancel();
      throw thrown;
    }
  }

  private _change(change: JobsChange): void {
    const before = this._list;
    this._list = changeJobs(before, change);
    this._changed.emit();
    for (const job of justEnded(before, this._list)) this._ended.emit(job);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _ended = new Signal<this, JobRecord>(this);
  private _list: JobsList = noJobs;
  private _following: AbortController | undefined;
  private _isDisposed = false;
}

function parseJob(data: string): JobRecord {
  try {
    return JSON.parse(data) as JobRecord;
  } catch (cause) {
    throw new SondeError('bad-event', 'The Sonde service sent a job that cannot be read', {
      hint: 'The extension and the service may be of different versions: run "npm start" again.',
      cause
    });
  }
}
