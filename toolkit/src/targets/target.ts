/** Where jobs run. A target starts a job's process somewhere, says whether it lives, and stops it. */
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';

export interface Target {
  readonly name: string;
  /** What jobs find there. */
  capabilities(): Promise<TargetCapabilities>;
  /** Starts the job whose folder is written. Resolves when it is handed over, not when it ends. */
  submit(stored: StoredJob, folder: JobFolder): Promise<void>;
  /** Whether the job's process is there. */
  observe(stored: StoredJob, folder: JobFolder): Promise<Observation>;
  /** Asks the job to stop, and makes it stop when it has not within `grace` milliseconds. */
  cancel(stored: StoredJob, folder: JobFolder, options?: { grace?: number }): Promise<void>;
  /** Takes over a job that another process submitted. True when it still runs. */
  adopt(stored: StoredJob, folder: JobFolder): Promise<boolean>;
}

export interface TargetCapabilities {
  cpus: number;
  memoryBytes: number;
}

export type Observation = { alive: true } | { alive: false; reason: string };
