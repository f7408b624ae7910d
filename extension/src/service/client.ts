/**
 * The one place that speaks with the Sonde service. jupyter-server-proxy starts the service at the first request, so a
 * request that finds it starting is repeated for a few seconds before it fails. Every failure is a SondeError.
 */
import {
  paths,
  serviceHeader,
  type CatalogueRevision,
  type CheckAnswer,
  type CheckRequest,
  type ClearAnswer,
  type ClearRequest,
  type Health,
  type JobChanges,
  type JobList,
  type JobRecord,
  type JobRequest,
  type ListedTarget,
  type LogPart,
  type ModuleAnswer,
  type ModuleList,
  type PredictAnswer,
  type PredictRequest,
  type RunView,
  type Schedule,
  type ScheduleList,
  type ScheduleRequest,
  type SourceState,
  type TargetList,
  type UploadAnswer
} from '@sonde/schema';
import { UUID } from '@lumino/coreutils';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { isStarting, toNetworkError, toServiceError } from './problem.js';
import { wait, type Wait } from './wait.js';

/** Sends a request; `path` is below the service's root. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

export interface ServiceClientOptions {
  send: Send;
  wait?: Wait;
  /** Milliseconds between the attempts to reach a starting service. Default: five attempts in six seconds. */
  attempts?: readonly number[];
}

/** Ours are plain, so that they can be spread. */
type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

interface Asked {
  signal?: AbortSignal;
}

export interface JobQuery {
  limit?: number;
  /** Only jobs older than the one with this id. */
  before?: string;
  /** Only jobs that have not ended. */
  open?: boolean;
}

/** Bytes, but for `wait`; `seen` is the size of the log when it was asked for last. */
export interface LogQuery {
  from?: number;
  before?: number;
  most?: number;
  seen?: number;
  wait?: number;
}

export class ServiceClient {
  constructor(options: ServiceClientOptions) {
    this._send = options.send;
    this._wait = options.wait ?? wait;
    this._attempts = options.attempts ?? [300, 700, 1500, 3500];
  }

  /** Which version runs, where it keeps its jobs, and with which engine. */
  async health({ signal }: Asked = {}): Promise<Health> {
    return this._json<Health>(paths.health, { signal });
  }

  /** Everything in the catalogue, broken entries included; or its first entries, with how many there are in `total`. */
  async modules({ first, signal }: Asked & { first?: number } = {}): Promise<ModuleList> {
    return this._json<ModuleList>(first === undefined ? paths.modules : `${paths.modules}?first=${first}`, {
      signal
    });
  }

  /** Fetches all sources again; answers with everything in the catalogue. */
  async refreshModules({ signal }: Asked = {}): Promise<ModuleList> {
    return this._json<ModuleList>(paths.modulesRefresh, { method: 'POST', signal });
  }

  /** Adds a folder, a git repository or a list to the sources of the catalogue. */
  async addSource(location: string, { signal }: Asked = {}): Promise<SourceState> {
    return this._post<SourceState>(paths.catalogueSources, { location }, { signal });
  }

  /** Another text whenever the catalogue has changed. */
  async catalogueRevision({ signal }: Asked = {}): Promise<string> {
    return (await this._json<CatalogueRevision>(paths.catalogueRevision, { signal })).revision;
  }

  /** All there is to know of one module. */
  async module(name: string, { signal }: Asked = {}): Promise<ModuleAnswer> {
    return this._json<ModuleAnswer>(paths.module(name), { signal });
  }

  /** A notebook that works for the module. */
  async notebook(name: string, { signal }: Asked = {}): Promise<INotebookContent> {
    return this._json<INotebookContent>(paths.moduleNotebook(name), { signal });
  }

  /** Runs a module on one input. Aborting the signal ends the prediction, also where a proxy keeps the request open. */
  predict(name: string, request: PredictRequest, asked: Asked = {}): Promise<PredictAnswer> {
    return this._predict(paths.modulePredict(name), request, asked);
  }

  /** Which parts of an input speak for what the module says of it; ends as a prediction does. */
  why(name: string, request: PredictRequest, asked: Asked = {}): Promise<PredictAnswer> {
    return this._predict(paths.moduleWhy(name), request, asked);
  }

  /** What is in the data, or what is wrong with it. */
  async check(name: string, request: CheckRequest, { signal }: Asked = {}): Promise<CheckAnswer> {
    return this._post<CheckAnswer>(paths.moduleCheck(name), request, { signal });
  }

  /** The input file of a module's example. */
  async example(name: string, number: number, { signal }: Asked = {}): Promise<Blob> {
    return (await this._request(paths.moduleExample(name, number), { signal })).blob();
  }

  /** A picture that a module's README shows. */
  async picture(name: string, path: string, { signal }: Asked = {}): Promise<Blob> {
    return (await this._request(paths.modulePicture(name, path), { signal })).blob();
  }

  /** Copies a file of this computer to the machine of JupyterLab; answers with its path there. */
  async upload(file: File, { signal }: Asked = {}): Promise<string> {
    const path = `${paths.uploads}?name=${encodeURIComponent(file.name)}`;
    const headers = { 'Content-Type': 'application/octet-stream' };
    return (await this._json<UploadAnswer>(path, { method: 'POST', body: file, headers, signal })).path;
  }

  /** Starts a job. */
  async submit(request: JobRequest, { signal }: Asked = {}): Promise<JobRecord> {
    return this._post<JobRecord>(paths.jobs, request, { signal });
  }

  /** Jobs as they are now, newest first; a long list is read in pages. */
  async jobs({ limit, before, open, signal }: Asked & JobQuery = {}): Promise<JobList> {
    const asked = new URLSearchParams();
    if (limit !== undefined) asked.set('limit', String(limit));
    if (before !== undefined) asked.set('before', before);
    if (open) asked.set('open', '1');
    return this._json<JobList>(`${paths.jobs}?${String(asked)}`, { signal });
  }

  /** One job, as it is now. */
  async job(id: string, { signal }: Asked = {}): Promise<JobRecord> {
    return this._json<JobRecord>(paths.job(id), { signal });
  }

  /** What a job was asked for. */
  async jobRequest(id: string, { signal }: Asked = {}): Promise<JobRequest> {
    return this._json<JobRequest>(paths.jobRequest(id), { signal });
  }

  /** Starts the same job again, but for the changes. */
  async retry(id: string, changes: JobChanges = {}, { signal }: Asked = {}): Promise<JobRecord> {
    return this._post<JobRecord>(paths.jobRetry(id), changes, { signal });
  }

  /** Goes on with a training from its last checkpoint, as a new job. */
  async resume(id: string, changes: JobChanges = {}, { signal }: Asked = {}): Promise<JobRecord> {
    return this._post<JobRecord>(paths.jobResume(id), changes, { signal });
  }

  /** Deletes ended jobs with all they made; with `dry` only says what that frees. */
  async clear(request: ClearRequest, { signal }: Asked = {}): Promise<ClearAnswer> {
    return this._post<ClearAnswer>(paths.jobsClear, request, { signal });
  }

  /** A part of what a job printed. With `wait` (milliseconds) it comes when there is more. */
  async logPart(id: string, { signal, ...query }: Asked & LogQuery = {}): Promise<LogPart> {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
    return this._json<LogPart>(`${paths.jobLogPart(id)}?${String(asked)}`, { signal });
  }

  /** All that a job printed. */
  async wholeLog(id: string, { signal }: Asked = {}): Promise<Blob> {
    return (await this._request(`${paths.jobLog(id)}?whole=1`, { signal })).blob();
  }

  /** A file that a job made, or its first bytes; `path` as the record has it. */
  async artefact(
    id: string,
    path: string,
    { first, signal }: Asked & { first?: number } = {}
  ): Promise<Blob> {
    const more = first === undefined ? '' : `&first=${first}`;
    return (await this._request(`${paths.jobArtefact(id, path)}${more}`, { signal })).blob();
  }

  /** Where jobs can run, and what is free there. */
  async targets({ signal }: Asked = {}): Promise<ListedTarget[]> {
    return (await this._json<TargetList>(paths.targets, { signal })).targets;
  }

  /** Jobs that are started at set times. */
  async schedules({ signal }: Asked = {}): Promise<Schedule[]> {
    return (await this._json<ScheduleList>(paths.schedules, { signal })).schedules;
  }

  /** Has a job started at set times. */
  async addSchedule(request: ScheduleRequest, { signal }: Asked = {}): Promise<Schedule> {
    return this._post<Schedule>(paths.schedules, request, { signal });
  }

  async pauseSchedule(id: string, { signal }: Asked = {}): Promise<Schedule> {
    return this._post<Schedule>(paths.schedulePause(id), {}, { signal });
  }

  async resumeSchedule(id: string, { signal }: Asked = {}): Promise<Schedule> {
    return this._post<Schedule>(paths.scheduleResume(id), {}, { signal });
  }

  async removeSchedule(id: string, { signal }: Asked = {}): Promise<void> {
    await this._request(paths.schedule(id), { method: 'DELETE', signal });
  }

  /** A training's curves and state, as they are now. */
  async view(id: string, { signal }: Asked = {}): Promise<RunView> {
    return this._json<RunView>(paths.jobView(id), { signal });
  }

  /** Asks a job to stop; answers with its record. Stopping a finished job changes nothing. */
  async cancel(id: string, { signal }: Asked = {}): Promise<JobRecord> {
    return this._json<JobRecord>(paths.jobCancel(id), { method: 'POST', signal });
  }

  /** Opens an event stream. `path` is one of the stream paths of the contract. */
  async stream(path: string, { signal }: Asked = {}): Promise<ReadableStream<Uint8Array>> {
    // The proxy buffers an answer unless the request asks for an event stream.
    const response = await this._request(path, { signal, headers: { Accept: 'text/event-stream' } });
    if (response.body === null) throw toNetworkError(new TypeError('The answer has no body'));
    return response.body;
  }

  private async _predict(path: string, request: PredictRequest, { signal }: Asked): Promise<PredictAnswer> {
    const id = UUID.uuid4();
    const onAbort = () => {
      // Should this not arrive, the prediction ends by itself, and its answer finds nobody.
      this._request(paths.prediction(id), { method: 'DELETE' }).catch(() => undefined);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this._post<PredictAnswer>(path, { ...request, id }, { signal });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  private _post<T>(path: string, body: unknown, { signal }: Asked): Promise<T> {
    const headers = { 'Content-Type': 'application/json' };
    return this._json<T>(path, { method: 'POST', body: JSON.stringify(body), headers, signal });
  }

  private async _json<T>(path: string, init: Init): Promise<T> {
    const response = await this._request(path, init);
    try {
      return (await response.json()) as T;
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw toNetworkError(cause);
    }
  }

  private async _request(path: string, init: Init): Promise<Response> {
    const headers = { ...init.headers, [serviceHeader.name]: serviceHeader.value };
    for (const delay of [...this._attempts, undefined]) {
      const response = await this._sendOnce(path, { ...init, headers });
      if (response.ok) return response;
      if (delay === undefined || !isStarting(response)) throw await toServiceError(response);
      await this._wait(delay, init.signal ?? undefined);
    }
    throw new Error('unreachable');
  }

  private async _sendOnce(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this._send(path, init);
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw toNetworkError(cause);
    }
  }

  private readonly _send: Send;
  private readonly _wait: Wait;
  private readonly _attempts: readonly number[];
}
