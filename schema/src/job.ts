/** What a job is: the record that is stored, listed and shown. */
import type { ErrorRecord } from './error.js';
import type { ArtefactEvent } from './event.js';
import type { DeviceInfo } from './module.js';
import type { JobState } from './state.js';

export type JobKind = 'train' | 'predict' | 'notebook' | 'cell' | 'pipeline' | 'serve';

/** What a caller asks for. Everything but `kind` and `module` has a default. */
export interface JobRequest {
  kind: JobKind;
  /** Module name as in the catalogue, e.g. "image-classification". */
  module: string;
  /** Arguments of the training or prediction, checked against the module's schema before anything starts. */
  args?: Record<string, unknown>;
  /** The data: an absolute path of a folder or file. */
  data?: string;
  /** Forces an engine; the job fails loudly when it cannot run. Default "auto". */
  device?: 'auto' | 'cpu' | 'gpu' | 'wasm';
  /** Start from these weights and not from the published ones: a job id, or the absolute folder of a trained model. */
  weights?: string;
  /** Name of the target that runs it. Default "local". */
  target?: string;
  /** Shown in lists; default is made from module and data. */
  title?: string;
  labels?: Record<string, string>;
  /** The job this one came from. */
  parent?: string;
  /** Two submits with the same key give the same job. */
  idempotencyKey?: string;
}

/** A job as everyone sees it: the request, resolved, folded with its events. All times are ISO 8601 in UTC. */
export interface JobRecord {
  id: string;
  kind: JobKind;
  title: string;
  /** name@version */
  module: string;
  args: Record<string, unknown>;
  data?: DataRef;
  target: string;
  labels: Record<string, string>;
  parent?: string;
  idempotencyKey?: string;
  state: JobState;
  /** Why it is in this state, where there is something to say. */
  reason?: string;
  created: string;
  queued?: string;
  started?: string;
  finished?: string;
  progress?: { done: number; total?: number; unit?: string; text?: string };
  /** Last value of each series. */
  metrics: Record<string, number>;
  device?: DeviceInfo;
  error?: ErrorRecord;
  result?: unknown;
  artefacts: Omit<ArtefactEvent, 't' | 'kind'>[];
}

export interface DataRef {
  path: string;
  /** sha256 over the file, or over names, sizes and times of a folder's files. */
  fingerprint: string;
  files: number;
  bytes: number;
}
