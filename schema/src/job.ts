/** What a job is: the record that is stored, listed and shown. */
import type { ErrorRecord } from './error.js';
import type { ArtefactEvent, UsageEvent } from './event.js';
import type { DeviceInfo } from './module.js';
import type { JobState } from './state.js';

/** `train` and `predict` run a module, `notebook` a notebook without a browser, `command` any program. */
export const jobKinds = ['train', 'predict', 'notebook', 'cell', 'command'] as const;
export type JobKind = (typeof jobKinds)[number];

/** What a caller asks for. Everything but `kind` and what that kind runs has a default. */
export interface JobRequest {
  kind: JobKind;
  /** Of a training or prediction: the module's name as in the catalogue, e.g. "image-classification". */
  module?: string;
  /** Of kind "notebook": absolute path of the .ipynb to run. */
  notebook?: string;
  /** Of kind "command": the program and its arguments; no shell reads them. */
  command?: string[];
  /** Of kind "cell": what `remote` made of a cell's function, a program that stands by itself. */
  code?: string;
  /** Arguments of the module or parameters of the notebook, checked before anything starts where there is a schema. */
  args?: Record<string, unknown>;
  /** The data: an absolute path of a folder or file. */
  data?: string;
  /** Forces an engine; the job fails loudly when it cannot run. Default "auto". */
  device?: 'auto' | 'cpu' | 'gpu' | 'wasm';
  /** Start from these weights and not from the published ones: a job id, or the absolute folder of a trained model. */
  weights?: string;
  /** Of a training: go on from the last checkpoint of this ended job (its id) and not from the beginning. */
  resumes?: string;
  /** Name of the target that runs it. Default "local". */
  target?: string;
  /** What the job may use; what is not named is left to the target. */
  resources?: Resources;
  /** What only this target understands, checked against the target's own schema, e.g. a Slurm partition. */
  targetOptions?: Record<string, unknown>;
  /** Ids of jobs that must succeed before this one starts. When one does not, this one is cancelled. */
  after?: string[];
  /** How often a job that failed or got lost is started anew. Default 0. */
  retries?: number;
  /** Of two jobs that wait for the same target the one with the greater priority goes first. Default 0. */
  priority?: number;
  /** Jobs of one sweep share this id. */
  group?: string;
  /** Shown in lists; default is made from module and data. */
  title?: string;
  labels?: Record<string, string>;
  /** The job this one came from. */
  parent?: string;
  /** Two submits with the same key give the same job. */
  idempotencyKey?: string;
}

/** What a job may use. */
export interface Resources {
  /** Processor cores; parts of one are allowed where the target can. */
  cpus?: number;
  memoryBytes?: number;
  /** Whole GPUs. */
  gpus?: number;
  /** Wall time from its start after which the job is stopped. */
  minutes?: number;
}

/** Where a job runs, as the target knows it: what finds it again after everything else was restarted. */
export interface JobPlace {
  /** Process id, container id or Slurm job id. */
  id: string;
  /** The machine. */
  node?: string;
  /** Of a container: the image it was made of, and that image's digest. */
  image?: string;
  digest?: string;
}

/** What runs a job, as its process tells. */
export interface JobVersions {
  sonde: string;
  node: string;
  /** E.g. "linux x64". */
  system: string;
}

/** A job as everyone sees it: the request, resolved, folded with its events. All times are ISO 8601 in UTC. */
export interface JobRecord {
  id: string;
  kind: JobKind;
  title: string;
  /** name@version, where a module runs. */
  module?: string;
  notebook?: string;
  command?: string[];
  args: Record<string, unknown>;
  data?: DataRef;
  target: string;
  resources?: Resources;
  targetOptions?: Record<string, unknown>;
  after?: string[];
  retries?: number;
  priority?: number;
  group?: string;
  /** 1, or more when it is a retry. */
  attempt: number;
  labels: Record<string, string>;
  parent?: string;
  /** The job whose last checkpoint it goes on from. */
  resumes?: string;
  idempotencyKey?: string;
  state: JobState;
  /** Why it is in this state, where there is something to say. */
  reason?: string;
  created: string;
  queued?: string;
  /** When its target had a place for it: from then on it was being made ready. */
  prepared?: string;
  started?: string;
  finished?: string;
  progress?: { done: number; total?: number; unit?: string; text?: string };
  /** Since when, and from how much on, `progress` has been counting; `at` is when it was told last. Unix milliseconds. */
  pace?: { since: number; from: number; at: number };
  /** Last value of each series. */
  metrics: Record<string, number>;
  /** What it can be resumed from; gone once it has succeeded. `at` is ISO 8601 in UTC. */
  checkpoint?: { step: number; epoch?: number; bytes: number; at: string };
  /** What it uses, or used when it was measured last; `peakMemoryBytes` is the most there was. */
  usage?: Omit<UsageEvent, 't' | 'kind'> & { peakMemoryBytes: number };
  device?: DeviceInfo;
  versions?: JobVersions;
  place?: JobPlace;
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

/** A job that is started at set times, while a service runs. All times are ISO 8601 in UTC. */
export interface Schedule {
  id: string;
  /** As in crontab(5), e.g. "30 2 * * 1-5": half past two on workdays; with six fields the first is seconds. */
  cron: string;
  /** IANA time zone that these times are meant in. */
  zone: string;
  request: JobRequest;
  created: string;
  /** When it was last looked whether it is due. */
  looked: string;
  /** While it is paused it never comes due, and nothing is counted as missed. */
  paused?: true;
  /** How often it came due while no service ran. */
  missed: number;
  /** The time it fired for last, and the job this made, or why there is none. */
  fired?: string;
  job?: string;
  error?: ErrorRecord;
  /** When it comes due next; undefined when never, or while it is paused. */
  next?: string | undefined;
}
