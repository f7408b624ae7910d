/**
 * Tells any number of listeners of changed jobs from one look at the disk. jupyter-server-proxy (4.6) keeps its side
 * of an event stream open for up to two hours after the browser has gone, so listeners must cost next to nothing. When the
 * look at the disk fails, all listeners end: a stream that stays open and tells nothing would look like one where nothing happens.
 */
import type { JobChange, Jobs } from '@sonde/toolkit';

export class JobFeed {
  readonly #jobs: Jobs;
  readonly #listeners = new Set<Listener>();
  #stop: AbortController | undefined;
  #watching: Promise<void> | undefined;

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  /**
   * Begins to listen. Once this resolves, nothing that happens is missed: a list asked for after it and what `changes`
   * then yields make the whole picture.
   */
  async listen(): Promise<Listener> {
    const listener: Listener = { waiting: new Map(), over: false, wake: () => undefined };
    this.#listeners.add(listener);
    try {
      await (this.#watching ??= this.#start());
    } catch (error) {
      this.#listeners.delete(listener);
      throw error;
    }
    return listener;
  }

  /** Each job that changes or goes, until `signal` is aborted or nothing can be told any more. */
  async *changes(listener: Listener, signal: AbortSignal): AsyncGenerator<Change> {
    const wake = (): void => listener.wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted && !listener.over) {
        for (const [id, change] of listener.waiting) {
          listener.waiting.delete(id);
          yield change;
        }
        if (listener.waiting.size === 0 && !signal.aborted && !listener.over) {
          await new Promise<void>(resolve => (listener.wake = resolve));
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#stop?.abort();
        this.#stop = this.#watching = undefined;
      }
    }
  }

  #start(): Promise<void> {
    const stop = (this.#stop = new AbortController());
    return new Promise<void>((resolve, reject) => {
      const look = async (): Promise<void> => {
        for await (const change of this.#jobs.changes({ signal: stop.signal })) {
          if (change.kind === 'watching') resolve();
          else this.#tell(change);
        }
      };
      look().catch((error: unknown) => {
        console.error(error);
        reject(error instanceof Error ? error : new Error(String(error)));
        if (this.#stop !== stop) return;
        // The next listener, or one of these on its next connection, looks again.
        this.#stop = this.#watching = undefined;
        for (const listener of this.#listeners) {
          this.#listeners.delete(listener);
          listener.over = true;
          listener.wake();
        }
      });
    });
  }

  /** A listener that is slow gets the last state of a job, not each on the way. */
  #tell(change: Change): void {
    const id = change.kind === 'job' ? change.job.id : change.id;
    for (const listener of this.#listeners) {
      listener.waiting.delete(id);
      listener.waiting.set(id, change);
      listener.wake();
    }
  }
}

export type Change = Exclude<JobChange, { kind: 'watching' }>;

interface Listener {
  waiting: Map<string, Change>;
  /** True when nothing more will be told. */
  over: boolean;
  wake: () => void;
}
