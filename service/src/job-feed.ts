/**
 * Tells any number of listeners of changed jobs from one look at the disk. jupyter-server-proxy (4.6) keeps its side
 * of an event stream open for up to two hours after the browser has gone, so listeners must cost next to nothing.
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
    const listener: Listener = { waiting: new Map(), wake: () => undefined };
    this.#listeners.add(listener);
    await (this.#watching ??= this.#start());
    return listener;
  }

  /** Each job that changes or goes, until `signal` is aborted. */
  async *changes(listener: Listener, signal: AbortSignal): AsyncGenerator<Change> {
    const wake = (): void => listener.wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        for (const [id, change] of listener.waiting) {
          listener.waiting.delete(id);
          yield change;
        }
        if (listener.waiting.size === 0 && !signal.aborted) {
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
        // The next listener, or this one on its next connection, looks again.
        if (this.#stop === stop) this.#stop = this.#watching = undefined;
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
  wake: () => void;
}
