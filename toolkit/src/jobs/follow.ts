/**
 * Follows a job's event file while it grows, whichever process writes it, and ends after the final event. Waits by
 * the system's file notices where they work and by looking again where they don't (network disks).
 */
import { watch, type FSWatcher } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal } from '@sonde/schema';
import { EventLines, type EventLine } from './event-lines.js';

export interface FollowOptions {
  /** Skips this many lines. */
  from?: number;
  signal?: AbortSignal;
  /** How long to wait before looking again, in milliseconds. */
  poll?: number;
  /** Called about once a second while nothing comes: the place to notice that the writer is gone. */
  idle?: () => Promise<void>;
}

/** Each line that has an event, to the final one. Ends quietly when `signal` is aborted. */
export async function* follow(
  path: string,
  options: FollowOptions = {}
): AsyncGenerator<Required<EventLine>> {
  const { from = 0, signal, poll = 250, idle } = options;
  const file = await open(path, 'r');
  const change = new ChangeNotice(path, signal);
  try {
    const lines = new EventLines();
    const chunk = Buffer.allocUnsafe(64 * 1024);
    let looked = Date.now();
    while (!signal?.aborted) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) {
        if (Date.now() - looked >= 1000) {
          looked = Date.now();
          await idle?.();
        }
        await change.wait(poll);
        continue;
      }
      for (const { line, end, event } of lines.push(chunk.subarray(0, bytesRead))) {
        if (!event) continue;
        if (line > from) yield { line, end, event };
        if (event.kind === 'state' && isFinal(event.state)) return;
      }
    }
  } finally {
    change.close();
    await file.close();
  }
}

/** Milliseconds between two looks. */
const atLeast = 80;

/** Resolves waiting when the file changed, the signal is aborted or the time is over. */
class ChangeNotice {
  #watcher: FSWatcher | undefined;
  #wake: (() => void) | undefined;
  #changed = false;
  #waited = -Infinity;
  readonly #signal: AbortSignal | undefined;

  constructor(path: string, signal?: AbortSignal) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#notice);
    try {
      this.#watcher = watch(path, this.#notice);
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // No notices here (too many watches, a network disk): looking again does it alone.
    }
  }

  async wait(milliseconds: number): Promise<void> {
    // A job may write hundreds of lines a second: they are read together.
    const pause = this.#waited + atLeast - performance.now();
    if (pause > 0 && !this.#signal?.aborted) await sleep(pause);
    this.#waited = performance.now();
    if (!this.#changed && !this.#signal?.aborted) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#changed = false;
    this.#wake = undefined;
  }

  close(): void {
    this.#watcher?.close();
    this.#signal?.removeEventListener('abort', this.#notice);
  }

  readonly #notice = (): void => {
    this.#changed = true;
    this.#wake?.();
  };
}
