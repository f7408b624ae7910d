/** What the plugins of this extension offer one another and the rest of Lab: tokens and command names. */
import { Token } from '@lumino/coreutils';
import type { ServiceClient } from './service/client.js';
import type { JobsFeed } from './jobs/feed.js';

export const CommandIDs = {
  openCatalogue: 'sonde:open-catalogue',
  openJobs: 'sonde:open-jobs',
  /** Opens the page of a module: `{module, source?}`. */
  openModule: 'sonde:open-module',
  openNotebook: 'sonde:open-module-notebook',
  insertSnippet: 'sonde:insert-module-snippet',
  copySnippet: 'sonde:copy-module-snippet',
  copyModuleName: 'sonde:copy-module-name',
  refreshCatalogue: 'sonde:refresh-catalogue',
  stopJob: 'sonde:stop-job',
  copyJobId: 'sonde:copy-job-id'
} as const;

export const IServiceClient = new Token<ServiceClient>(
  '@sonde/lab:IServiceClient',
  'Speaks with the Sonde service behind this Jupyter server.'
);

export const IJobsFeed = new Token<JobsFeed>(
  '@sonde/lab:IJobsFeed',
  'The live list of jobs that the Sonde service runs.'
);

export type IServiceClient = ServiceClient;
export type IJobsFeed = JobsFeed;
