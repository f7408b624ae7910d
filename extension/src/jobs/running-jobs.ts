/** The jobs that have not ended, as a section of Lab's panel of running sessions. */
import type { IRunningSessions } from '@jupyterlab/running';
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, jobStates, type JobRecord } from '@sonde/schema';
import { jobsIcon } from '../icons.js';
import type { JobsFeed } from './feed.js';

export interface RunningJobsOptions {
  feed: JobsFeed;
  open: (id: string) => void;
  stop: (id: string) => Promise<void>;
  trans: TranslationBundle;
}

export function runningJobs({ feed, open, stop, trans }: RunningJobsOptions): IRunningSessions.IManager {
  const atWork = (): JobRecord[] => [...feed.list.jobs.values()].filter(job => !isFinal(job.state));
  return {
    name: trans.__('Sonde jobs'),
    running: () =>
      atWork().map(job => ({
        open: () => open(job.id),
        shutdown: () => void stop(job.id),
        icon: () => jobsIcon,
        label: () => job.title,
        labelTitle: () => `${trans.__(jobStates[job.state].label)} · ${job.target} · ${job.id}`
      })),
    // Whom this asks has no need to know that nobody had looked at jobs before.
    refreshRunning: () => feed.start(),
    runningChanged: feed.changed,
    // Without the questions that one job is worth: Lab has asked already.
    shutdownAll: () => void Promise.allSettled(atWork().map(job => feed.stop(job.id))),
    shutdownLabel: trans.__('Stop'),
    shutdownAllLabel: trans.__('Stop all'),
    shutdownAllConfirmationText: trans.__('Stop all Sonde jobs? What they have not saved yet is lost.')
  };
}
