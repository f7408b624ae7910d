/** What the page of a job shows: the record, from the live list as soon as that knows it, and how loading has come on. */
import { Signal, type ISignal } from '@lumino/signaling';
import { toErrorRecord, type ErrorRecord, type JobRecord } from '@sonde/schema';
import type { JobsFeed } from '../jobs/feed.js';
import type { JobSection } from '../jobs/job-actions.js';
import type { ServiceClient } from '../service/client.js';
import { LogFollower } from './log-follower.js';

export type JobPageView =
  | { status: 'loading' }
  | { status: 'error'; error: ErrorRecord }
  | { status: 'ready'; job: JobRecord; deleted: boolean };

export type JobPageClient = Pick<
  ServiceClient,
  'health' | 'job' | 'view' | 'logPart' | 'wholeLog' | 'artefact'
>;

export class JobPageModel {
  constructor(
    readonly id: string,
    readonly client: JobPageClient,
    private readonly _feed: JobsFeed
  ) {
    this.log = new LogFollower(id, client);
    _feed.changed.connect(this._onFeed, this);
  }

  readonly log: LogFollower;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get view(): JobPageView {
    if (this._job) return { status: 'ready', job: this._job, deleted: this._deleted };
    return this._error ? { status: 'error', error: this._error } : { status: 'loading' };
  }

  /** The section to be shown, until it is. */
  get wanted(): JobSection | undefined {
    return this._wanted;
  }

  show(section: JobSection | undefined): void {
    this._wanted = section;
    this._changed.emit();
  }

  async load(): Promise<void> {
    this._error = undefined;
    this._feed.start();
    try {
      const job = await this.client.job(this.id);
      this._job ??= job;
    } catch (thrown) {
      if (!this._job) this._error = toErrorRecord(thrown);
    }
    if (!this._isDisposed) this._changed.emit();
  }

  dispose(): void {
    this._isDisposed = true;
    this._feed.changed.disconnect(this._onFeed, this);
    this.log.dispose();
    Signal.clearData(this);
  }

  private _onFeed(): void {
    const job = this._feed.list.jobs.get(this.id);
    const deleted = this._known && this._feed.list.loaded && !job;
    if ((job ?? this._job) === this._job && deleted === this._deleted) return;
    if (job) {
      this._job = job;
      this._known = true;
    }
    this._deleted = deleted;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _job: JobRecord | undefined;
  private _error: ErrorRecord | undefined;
  private _wanted: JobSection | undefined;
  /** Whether the live list has had it. */
  private _known = false;
  private _deleted = false;
  private _isDisposed = false;
}
