/** What the plugins of this extension offer one another and the rest of Lab: tokens and command names. */
import { Token } from '@lumino/coreutils';
import type { ServiceClient } from './service/client.js';
import type { JobsFeed } from './jobs/feed.js';

export const CommandIDs = {
  openCatalogue: 'sonde:open-catalogue',
  openJobs: 'sonde:open-jobs',
  openModule: 'sonde:open-module-notebook',
  copySnippet: 'sonde:copy-module-snippet',
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
