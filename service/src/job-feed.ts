/**
 * Tells any number of listeners of changed jobs from one look at the disk. jupyter-server-proxy (4.6) keeps its side
 * of an event stream open for up to two hours after the browser has gone, so listeners must cost next to nothing.
 */
import type { JobRecord } from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';

export class JobFeed {
  readonly #jobs: Jobs;
  readonly #listeners = new Set<Listener>();
  #stop: AbortController | undefined;

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  /** Each job that changes from now on, until `signal` is aborted. The first listener is told of all at first. */
  async *changes(signal: AbortSignal): AsyncGenerator<JobRecord> {
    const listener: Listener = { waiting: new Map(), wake: () => undefined };
    const wake = (): void => listener.wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', wake);
    this.#start();
    try {
      while (!signal.aborted) {
        for (const [id, record] of listener.waiting) {
          listener.waiting.delete(id);
          yield record;
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
        this.#stop = undefined;
      }
    }
  }

  #start(): void {
    if (this.#stop) return;
    const stop = (this.#stop = new AbortController());
    const look = async (): Promise<void> => {
      for await (const record of this.#jobs.changes({ signal: stop.signal })) this.#tell(record);
    };
    look().catch((error: unknown) => {
      console.error(error);
      // The next listener, or this one on its next connection, looks again.
      if (this.#stop === stop) this.#stop = undefined;
    });
  }

  /** A listener that is slow gets the last state of a job, not each on the way. */
  #tell(record: JobRecord): void {
    for (const listener of this.#listeners) {
      listener.waiting.delete(record.id);
      listener.waiting.set(record.id, record);
      listener.wake();
    }
  }
}

interface Listener {
  waiting: Map<string, JobRecord>;
  wake: () => void;
}
