/**
 * The records of jobs, looked after at most once a second however many ask: looking after a job asks its target, which may
 * be a cluster behind ssh, and a page that is open asks several times a second.
 */
import type { JobRecord } from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';

/** Milliseconds that an answer holds. */
const holds = 1000;

export class JobLook {
  readonly #jobs: Pick<Jobs, 'get'>;
  readonly #known = new Map<string, Promise<JobRecord>>();

  constructor(jobs: Pick<Jobs, 'get'>) {
    this.#jobs = jobs;
  }

  /** The record as it is now, or was a moment ago. */
  get(id: string): Promise<JobRecord> {
    let record = this.#known.get(id);
    if (!record) {
      record = this.#jobs.get(id);
      this.#known.set(id, record);
      const forget = (): unknown => this.#known.delete(id);
      // It holds from when it came: a target that answers late is not asked again meanwhile.
      record.then(() => setTimeout(forget, holds).unref(), forget);
    }
    return record;
  }
}
