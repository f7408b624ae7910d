/** How the Lab extension and the service speak: paths, headers, answers. */
import type { Card } from './card.js';
import type { MimeBundle } from './display.js';
import type {
  BrokenEntry,
  ContainerEntry,
  ContainerInfo,
  DeviceInfo,
  ModuleEntry,
  ModuleInfo,
  RunsHere,
  SourceState
} from './module.js';
import type { JobRecord, JobRequest, Schedule } from './job.js';
import type { ListedTarget } from './target.js';

/** Name under which jupyter-server-proxy serves us: `<base url>/sonde/...`. */
export const serviceName = 'sonde';

/** Every request carries this header; a foreign page cannot set it without a preflight, which we refuse. */
export const serviceHeader = { name: 'X-Sonde-Client', value: 'lab' } as const;

/** Paths below the service's root. */
export const paths = {
  health: '/api/health',
  /**
   * GET: a ModuleList. With `?first=N` it has only the first N entries of the order that the panel shows, and `total`
   * counts all: the first screen of a large catalogue does not wait for the rest. POST to `modulesRefresh` fetches all
   * sources again and answers with a ModuleList.
   */
  modules: '/api/modules',
  modulesRefresh: '/api/modules/refresh',
  /** POST a SourceRequest: the SourceState of the source that was added. */
  catalogueSources: '/api/catalogue/sources',
  /** GET: a CatalogueRevision, to see whether the catalogue has changed without fetching it. */
  catalogueRevision: '/api/catalogue/revision',
  module: (name: string) => ofModule(name),
  /** GET: an nbformat 4.5 notebook that works for this module. */
  moduleNotebook: (name: string) => ofModule(name, '/notebook'),
  /** POST a PredictRequest: a PredictAnswer. Closing the request cancels the prediction. */
  modulePredict: (name: string) => ofModule(name, '/predict'),
  /** POST a PredictRequest with the options of why(): a PredictAnswer that shows which parts speak for the answer. */
  moduleWhy: (name: string) => ofModule(name, '/why'),
  /** DELETE cancels the prediction that was asked for with this id: a proxy need not pass a closed request on. */
  prediction: (id: string) => `/api/predictions/${encodeURIComponent(id)}`,
  /** POST a CheckRequest: a CheckAnswer, or what is wrong with the data or the arguments. Starts nothing. */
  moduleCheck: (name: string) => ofModule(name, '/check'),
  /** GET: the bytes of the module's n-th example input. */
  moduleExample: (name: string, n: number) => ofModule(name, `/examples/${n}`),
  /** GET: a picture of the module's folder that its README shows. */
  modulePicture: (name: string, path: string) => ofModule(name, '/pictures', { path }),
  /** POST the bytes of a file, its name in `?name=`: an UploadAnswer. */
  uploads: '/api/uploads',
  /** GET: a TargetList. One that does not answer within a few seconds says so and holds none of the others up. */
  targets: '/api/targets',
  /** GET: this service as an OpenAPI 3.1 document. The one path that asks for no header. */
  openapi: '/openapi.json',
  /** POST a JobRequest whose arguments may be lists, one job for each combination: a SweepAnswer. */
  sweeps: '/api/sweeps',
  /** GET: a ScheduleList. POST a ScheduleRequest: the Schedule. They fire while the service runs. */
  schedules: '/api/schedules',
  /** DELETE it; the jobs that it started stay. */
  schedule: (id: string) => `/api/schedules/${encodeURIComponent(id)}`,
  /** POST: the Schedule, which does not come due until it is resumed. */
  schedulePause: (id: string) => `/api/schedules/${encodeURIComponent(id)}/pause`,
  /** POST: the Schedule, which comes due again from now on. */
  scheduleResume: (id: string) => `/api/schedules/${encodeURIComponent(id)}/resume`,
  /**
   * GET: a JobList, newest first. `?limit=N` has the first N only and `?before=ID` those that are older than this job, to
   * read a long list in pages; `?open=1` has those that have not ended. POST submits a JobRequest.
   */
  jobs: '/api/jobs',
  /** Server-sent events: `job` with a JobRecord whenever one changes, `gone` with the id of one that was deleted. */
  jobsStream: '/api/jobs/stream',
  /** POST a ClearRequest: a ClearAnswer. */
  jobsClear: '/api/jobs/clear',
  /** GET: a JobRecord. DELETE: a ClearAnswer; a job that has not ended is refused. */
  job: (id: string) => `/api/jobs/${encodeURIComponent(id)}`,
  /** GET: the RunView of a job as it is now, with what it uses. */
  jobView: (id: string) => `/api/jobs/${encodeURIComponent(id)}/view`,
  jobCancel: (id: string) => `/api/jobs/${encodeURIComponent(id)}/cancel`,
  /** POST the parts of a JobRequest that shall differ: the record of the new job. */
  jobRetry: (id: string) => `/api/jobs/${encodeURIComponent(id)}/retry`,
  /** POST the parts of a JobRequest that shall differ: the record of the new job, which goes on from the last checkpoint. */
  jobResume: (id: string) => `/api/jobs/${encodeURIComponent(id)}/resume`,
  /** GET: the JobRequest that the job was made of. */
  jobRequest: (id: string) => `/api/jobs/${encodeURIComponent(id)}/request`,
  /** Server-sent events: each JobEvent, `id:` is its line number, `?from=N` resumes after line N. */
  jobEvents: (id: string) => `/api/jobs/${encodeURIComponent(id)}/events`,
  /** GET: the end of what the job printed, as text; with `?whole=1` all of it, as a file. */
  jobLog: (id: string) => `/api/jobs/${encodeURIComponent(id)}/log`,
  /**
   * GET: a LogPart of whole lines. `?from=BYTE` has what comes there, `?before=BYTE` what stands before, neither the
   * end; `?most=BYTES` limits it. With `?wait=MILLISECONDS` an empty part is answered when there is more, when the job has
   * ended, or when that time is over; with `?seen=SIZE` also when the line that is not whole yet has grown.
   */
  jobLogPart: (id: string) => `/api/jobs/${encodeURIComponent(id)}/log/part`,
  /** GET: a file that the job made, `path` as the record has it; with `?first=BYTES` only its beginning. */
  jobArtefact: (id: string, path: string) =>
    `/api/jobs/${encodeURIComponent(id)}/artefact?${String(new URLSearchParams({ path }))}`
} as const;

/** `source/name` has its source in the query: a proxy takes an encoded slash for a real one. */
function ofModule(called: string, rest = '', query: Record<string, string> = {}): string {
  const slash = called.lastIndexOf('/');
  const asked = String(
    new URLSearchParams({ ...(slash > 0 && { source: called.slice(0, slash) }), ...query })
  );
  const path = `/api/modules/${encodeURIComponent(called.slice(slash + 1))}${rest}`;
  return asked === '' ? path : `${path}?${asked}`;
}

export interface Health {
  name: 'sonde';
  version: string;
  home: string;
  device: DeviceInfo;
}

/** An entry as lists have it: without the long description of its card. */
export type ListedEntry =
  | (Omit<ModuleEntry, 'card'> & { card: ListedCard })
  | (Omit<ContainerEntry, 'card'> & { card: ListedCard })
  | BrokenEntry;
export type ListedCard = Omit<Card, 'description'>;

export interface ModuleList {
  entries: ListedEntry[];
  total: number;
  sources: SourceState[];
  /** Another one when something has changed. */
  revision: string;
  /** Nothing is fetched: SONDE_OFFLINE is set. */
  offline?: true;
}

/** A folder of this machine, or the address of a git repository or of a list. */
export interface SourceRequest {
  location: string;
}

export interface CatalogueRevision {
  revision: string;
}

/** How many files one prediction may be asked for. */
export const mostPaths = 200;

/** One prediction on a file of this machine (absolute path, or an example of the module by number) or on a plain value. */
export interface PredictRequest {
  input: PredictInput;
  options?: Record<string, unknown>;
  /** A name of the caller's choosing, by which the prediction can be cancelled. */
  id?: string;
}

/** Several paths are predicted on one after the other, and the answer is a gallery. */
export type PredictInput = { path: string } | { paths: string[] } | { example: number } | { value: unknown };

export interface PredictAnswer {
  /** What a cell would show. */
  bundle: MimeBundle;
  /** From request to answer. */
  ms: number;
  device: DeviceInfo;
  /** The cell that gives the same. */
  code: string;
}

/** May a training start with this? */
export interface CheckRequest {
  /** Absolute path of a folder or file. */
  data: string;
  args?: Record<string, unknown>;
}

export interface CheckAnswer {
  /** One line that says what is in the data. */
  summary: string;
}

/** Where an uploaded file now lies; it is kept for a week. */
export interface UploadAnswer {
  path: string;
}

export interface JobList {
  jobs: JobRecord[];
  /** How many there are in all. */
  total: number;
}

/** The jobs of a sweep, and the id that they share. */
export interface SweepAnswer {
  group: string;
  jobs: JobRecord[];
}

export interface ScheduleList {
  schedules: Schedule[];
}

export interface ScheduleRequest {
  /** As {@link Schedule} has it. */
  cron: string;
  /** IANA time zone. Default: that of the service's machine. */
  zone?: string;
  request: JobRequest;
}

export interface TargetList {
  targets: ListedTarget[];
}

/** What of a JobRequest may differ when a job is started again. */
export type JobChanges = Partial<JobRequest>;

/** Deletes ended jobs with their logs and outputs; with `dry` it only says what that would free. */
export interface ClearRequest {
  ids: string[];
  dry?: boolean;
}

export interface ClearAnswer {
  jobs: number;
  bytes: number;
  /** A sentence for each job that could not be deleted. */
  failed: { id: string; message: string }[];
}

/** A part of a log: the bytes `from` to `to` of `size`. */
export interface LogPart {
  from: number;
  to: number;
  size: number;
  text: string;
  /** The line that is not whole yet, as far as it has come; of a progress bar what it wrote last. */
  rest?: string;
  /** True when the job has ended: nothing comes after `size`. */
  ended: boolean;
}

export type ModuleAnswer =
  | (ModuleInfo & { kind: 'module'; readme: string; here: RunsHere; versions: ModuleVersion[] })
  | (ContainerInfo & { readme: string });

/** A version of a module that some source has. */
export interface ModuleVersion {
  version: string;
  source: string;
  updated: string;
}
