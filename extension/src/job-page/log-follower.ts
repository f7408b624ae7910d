/** Follows the log of one job for as long as somebody looks: asks the service for what is new, which waits until it is. */
import { Signal, type ISignal } from '@lumino/signaling';
import { toErrorRecord, type ErrorRecord } from '@sonde/schema';
import type { LogQuery, ServiceClient } from '../service/client.js';
import { wait, type Wait } from '../service/wait.js';
import { append, countOf, emptyWindow, endOf, prepend, startOf, type LogWindow } from './log-window.js';

/** Bytes of the first part, and of those that follow. */
const firstBytes = 512 * 1024;
const nextBytes = 64 * 1024;
/** A log that has run this far ahead is taken up at its end. */
const tooFarBehind = 2 * 1024 * 1024;
/** Milliseconds that the service holds a question to which there is no answer yet, and between attempts. */
const hold = 10_000;
const again = 2000;

export class LogFollower {
  constructor(
    private readonly _id: string,
    private readonly _client: Pick<ServiceClient, 'logPart'>,
    private readonly _wait: Wait = wait
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get window(): LogWindow {
    return this._window;
  }

  /** False until the service has answered once. */
  get loaded(): boolean {
    return this._loaded;
  }

  /** Why nothing comes; it is tried again. */
  get error(): ErrorRecord | undefined {
    return this._error;
  }

  /** Why there are no earlier lines, until they are asked for again. */
  get earlierError(): ErrorRecord | undefined {
    return this._earlierError;
  }

  /**
   * True while somebody reads: then nothing is dropped from under their eyes, and when as much again has come as is held
   * otherwise, what follows is left for later.
   */
  get still(): boolean {
    return this._still;
  }

  set still(still: boolean) {
    this._still = still;
    if (!still) this._goOn();
  }

  /** Whether there is more that is left for later. */
  get waits(): boolean {
    return this._still && countOf(this._window) >= 2 * this._window.most;
  }

  get loadingEarlier(): boolean {
    return this._loadingEarlier;
  }

  start(): void {
    if (this._following || this._isDisposed) return;
    this._following = new AbortController();
    void this._follow(this._following.signal);
  }

  /** What was read stays; `start` goes on from there. */
  stop(): void {
    this._following?.abort();
    this._following = undefined;
  }

  async loadEarlier(): Promise<void> {
    if (this._loadingEarlier || startOf(this._window) === 0) return;
    // Nothing is dropped meanwhile: what comes must meet what it comes before.
    this._loadingEarlier = true;
    this._earlierError = undefined;
    this._changed.emit();
    try {
      const before = startOf(this._window);
      const part = await this._client.logPart(this._id, { before, most: firstBytes });
      // It may have jumped ahead, which drops all.
      if (startOf(this._window) === before) this._window = prepend(this._window, part);
    } catch (thrown) {
      this._earlierError = toErrorRecord(thrown);
    }
    this._loadingEarlier = false;
    this._changed.emit();
  }

  dispose(): void {
    this._isDisposed = true;
    this.stop();
    Signal.clearData(this);
  }

  private async _follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.waits) {
        await new Promise<void>(resolve => {
          this._goOn = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        continue;
      }
      try {
        const part = await this._client.logPart(this._id, { ...this._ask(), signal });
        if (signal.aborted) return;
        const { ended, rest } = this._window;
        const isNew =
          part.text !== '' || !this._loaded || part.ended !== ended || part.rest !== rest || this._error;
        this._window = append(this._window, part, { whole: this._still || this._loadingEarlier });
        this._loaded = true;
        this._error = undefined;
        if (isNew) this._changed.emit();
        if (part.ended && part.to >= part.size) return;
      } catch (thrown) {
        if (signal.aborted) return;
        this._error = toErrorRecord(thrown);
        this._changed.emit();
        await this._wait(again, signal).catch(() => undefined);
      }
    }
  }

  private _ask(): LogQuery {
    if (!this._loaded) return { most: firstBytes };
    const { size } = this._window;
    const from = endOf(this._window);
    if (size - from > tooFarBehind && !this._still) return { most: firstBytes };
    return { from, seen: size, most: nextBytes, wait: hold };
  }

  private readonly _changed = new Signal<this, void>(this);
  private _window = emptyWindow;
  private _loaded = false;
  private _error: ErrorRecord | undefined;
  private _earlierError: ErrorRecord | undefined;
  private _loadingEarlier = false;
  private _still = false;
  private _goOn = (): void => undefined;
  private _following: AbortController | undefined;
  private _isDisposed = false;
}
