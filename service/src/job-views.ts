/**
 * The curves of jobs as their pages show them, kept for as long as somebody looks: a page asks each second, and a long
 * training has a hundred thousand events. What was read once is not read again.
 */
import type { RunView } from '@sonde/schema';
import { Run, type Jobs } from '@sonde/toolkit';
import type { JobLook } from './job-look.js';

export interface JobViewsOptions {
  jobs: Jobs;
  look: JobLook;
  /** How many are kept: those that were asked for last. */
  most?: number;
  /** Milliseconds that one is kept after it was asked for. */
  keep?: number;
}

export class JobViews {
  readonly #options: Required<JobViewsOptions>;
  /** In the order in which they were asked for. */
  readonly #kept = new Map<string, KeptView>();

  constructor({ most = 12, keep = 30_000, ...options }: JobViewsOptions) {
    this.#options = { ...options, most, keep };
  }

  async view(id: string): Promise<RunView> {
    const { jobs, look, most, keep } = this.#options;
    let kept: KeptView;
    try {
      const record = await look.get(id);
      kept = this.#kept.get(id) ?? new KeptView(jobs, new Run(jobs, record));
    } catch (error) {
      this.#forget(id);
      throw error;
    }
    this.#forget(id);
    kept.timer = setTimeout(() => this.#kept.delete(id), keep).unref();
    this.#kept.set(id, kept);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > most) this.#forget(oldest);
    return kept.now();
  }

  #forget(id: string): void {
    clearTimeout(this.#kept.get(id)?.timer);
    this.#kept.delete(id);
  }
}

/** A picture of one job, and how far in its events that has come. */
class KeptView {
  timer: NodeJS.Timeout | undefined;
  readonly #jobs: Jobs;
  readonly #run: Run;
  readonly #picture: ReturnType<Run['blank']>;
  #read = { line: 0, end: 0 };
  /** Two who ask at once must not read the same lines twice. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(jobs: Jobs, run: Run) {
    this.#jobs = jobs;
    this.#run = run;
    this.#picture = run.blank();
  }

  async now(): Promise<RunView> {
    const read = async (): Promise<void> => {
      for await (const { line, end, event } of this.#jobs.linesSoFar(this.#run.id, this.#read)) {
        if (event) this.#picture.add(event);
        this.#read = { line, end };
      }
    };
    const reading = this.#reading.then(read);
    this.#reading = reading.catch(() => undefined); // whoever asked hears of it; the next one tries again
    await reading;
    return { ...this.#picture.view(), usage: this.#picture.usage() };
  }
}
