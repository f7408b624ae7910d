/** What a kind of job is: how its request is checked before there is a job, and what its process does. */
import type { JobRequest } from '@sonde/schema';
import type { Source } from '../../catalogue/source.js';
import type { EventWriter } from '../event-writer.js';
import type { JobFolder, StoredJob } from '../job-folder.js';

export interface Kind {
  /** What the request comes to, or a sentence that says why there cannot be such a job. */
  prepare(request: JobRequest, context: PrepareContext): Promise<Prepared>;
  /** Does the work, in the job's own process. What it returns is the job's result. */
  run(job: RunningJob): Promise<unknown>;
}

export interface PrepareContext {
  home: string;
  from: readonly Source[];
}

/** The part of a stored job that depends on its kind. */
export type Prepared = Pick<
  StoredJob,
  'title' | 'args' | 'module' | 'folder' | 'code' | 'data' | 'trained' | 'notebook' | 'command' | 'program'
>;

export interface RunningJob {
  stored: StoredJob;
  folder: JobFolder;
  writer: EventWriter;
  /** Aborted, with a sentence as its reason, when the job shall stop. */
  signal: AbortSignal;
}
