/** The schedules that the panel shows: asked for while somebody looks, and after each change. */
import { Poll } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import { toErrorRecord, type ErrorRecord, type Schedule } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';

export type SchedulesClient = Pick<
  ServiceClient,
  'schedules' | 'pauseSchedule' | 'resumeSchedule' | 'removeSchedule'
>;

export class SchedulesModel {
  /** @param every milliseconds between two looks: other people and shells make schedules, too */
  constructor(
    private readonly _client: SchedulesClient,
    private readonly _every = 20_000
  ) {}

  /** Those that come due first stand first; at the end those that never do. */
  list: readonly Schedule[] = [];
  /** Why the last thing that was asked for did not happen. */
  error: ErrorRecord | undefined;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Begins to follow; calling it again does nothing. */
  start(): void {
    this._poll ??= new Poll({
      name: '@sonde/lab:schedules',
      standby: 'when-hidden',
      frequency: { interval: this._every, backoff: true, max: 300_000 },
      factory: async () => this._show(await this._client.schedules())
    });
  }

  /** Asks now, as when one has just been made. */
  refresh(): void {
    if (this._poll) void this._poll.refresh();
    else this.start();
  }

  setPaused(id: string, paused: boolean): Promise<void> {
    return this._do(() => (paused ? this._client.pauseSchedule(id) : this._client.resumeSchedule(id)));
  }

  remove(id: string): Promise<void> {
    return this._do(() => this._client.removeSchedule(id));
  }

  dispose(): void {
    this._poll?.dispose();
    Signal.clearData(this);
  }

  private async _do(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
      this._show(await this._client.schedules());
    } catch (thrown) {
      this.error = toErrorRecord(thrown);
      this._changed.emit();
    }
  }

  private _show(schedules: readonly Schedule[]): void {
    const due = ({ next }: Schedule) => next ?? '~'; // after all times, which begin with a digit
    this.list = [...schedules].sort((a, b) => (due(a) < due(b) ? -1 : 1));
    this.error = undefined;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _poll: Poll | undefined;
}
