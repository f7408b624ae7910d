/** What the plugins of this extension offer one another and the rest of Lab: tokens and command names. */
import { Token } from '@lumino/coreutils';
import type { ServiceClient } from './service/client.js';
import type { JobsFeed } from './jobs/feed.js';
import type { SchedulesModel } from './schedules/model.js';
import type { TypesConnections } from './typing/connections.js';

export const CommandIDs = {
  openCatalogue: 'sonde:open-catalogue',
  openJobs: 'sonde:open-jobs',
  /** Opens the page of a module: `{module, source?}`. */
  openModule: 'sonde:open-module',
  openNotebook: 'sonde:open-module-notebook',
  /** Opens the notebook of a module and runs its first cells. */
  runNotebook: 'sonde:run-module-notebook',
  insertSnippet: 'sonde:insert-module-snippet',
  copySnippet: 'sonde:copy-module-snippet',
  copyModuleName: 'sonde:copy-module-name',
  refreshCatalogue: 'sonde:refresh-catalogue',
  addSource: 'sonde:add-catalogue-source',
  /** These take `{id}`. `openJob` also takes `{at}`: the section of the page to show. */
  openJob: 'sonde:open-job',
  openJobLog: 'sonde:open-job-log',
  stopJob: 'sonde:stop-job',
  retryJob: 'sonde:retry-job',
  /** Goes on with a training that was cut off. */
  resumeJob: 'sonde:resume-job',
  /** Opens the form of a new job with what this one was asked for. */
  cloneJob: 'sonde:clone-job',
  copyJobId: 'sonde:copy-job-id',
  deleteJob: 'sonde:delete-job',
  /** Deletes ended jobs: `{ids}`, or all of them. */
  clearJobs: 'sonde:clear-jobs',
  newJob: 'sonde:new-job',
  /** Opens the page that compares the jobs of a sweep: `{group}`. */
  openSweep: 'sonde:open-sweep',
  /** These are about the name at the cursor of the notebook in front. */
  goToDefinition: 'sonde:go-to-definition',
  renameSymbol: 'sonde:rename-symbol',
  showSignature: 'sonde:show-signature',
  closeSignature: 'sonde:close-signature',
  nextMistake: 'sonde:next-mistake',
  closeMistake: 'sonde:close-mistake'
} as const;

export const IServiceClient = new Token<ServiceClient>(
  '@sonde/lab:IServiceClient',
  'Speaks with the Sonde service behind this Jupyter server.'
);

export const IJobsFeed = new Token<JobsFeed>(
  '@sonde/lab:IJobsFeed',
  'The live list of jobs that the Sonde service runs.'
);

export const ISchedules = new Token<SchedulesModel>(
  '@sonde/lab:ISchedules',
  'The jobs that are started at set times.'
);

export const ITypesConnections = new Token<TypesConnections>(
  '@sonde/lab:ITypesConnections',
  'The way from notebooks to the types in their kernels.'
);

export type IServiceClient = ServiceClient;
export type IJobsFeed = JobsFeed;
export type ISchedules = SchedulesModel;
export type ITypesConnections = TypesConnections;
