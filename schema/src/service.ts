/** How the Lab extension and the service speak: paths, headers, answers. */
import type { CatalogueEntry, DeviceInfo, ModuleInfo } from './module.js';
import type { JobRecord } from './job.js';

/** Name under which jupyter-server-proxy serves us: `<base url>/sonde/...`. */
export const serviceName = 'sonde';

/** Every request carries this header; a foreign page cannot set it without a preflight, which we refuse. */
export const serviceHeader = { name: 'X-Sonde-Client', value: 'lab' } as const;

/** Paths below the service's root. */
export const paths = {
  health: '/api/health',
  modules: '/api/modules',
  module: (name: string) => `/api/modules/${encodeURIComponent(name)}`,
  /** GET: an nbformat 4.5 notebook that works for this module. */
  moduleNotebook: (name: string) => `/api/modules/${encodeURIComponent(name)}/notebook`,
  /** GET lists, POST submits a JobRequest. */
  jobs: '/api/jobs',
  /** Server-sent events: `job` with a JobRecord whenever one changes. */
  jobsStream: '/api/jobs/stream',
  job: (id: string) => `/api/jobs/${encodeURIComponent(id)}`,
  /** GET: the RunView of a training as it is now. */
  jobView: (id: string) => `/api/jobs/${encodeURIComponent(id)}/view`,
  jobCancel: (id: string) => `/api/jobs/${encodeURIComponent(id)}/cancel`,
  /** Server-sent events: each JobEvent, `id:` is its line number, `?from=N` resumes after line N. */
  jobEvents: (id: string) => `/api/jobs/${encodeURIComponent(id)}/events`,
  jobLog: (id: string) => `/api/jobs/${encodeURIComponent(id)}/log`
} as const;

export interface Health {
  name: 'sonde';
  version: string;
  home: string;
  device: DeviceInfo;
}

export interface ModuleList {
  entries: CatalogueEntry[];
  total: number;
}

export interface JobList {
  jobs: JobRecord[];
}

export type ModuleAnswer = ModuleInfo & { readme: string };
