/** What can be done with a job, and when: for the rows of the panel, the page of a job and their menus. */
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import { CommandIDs } from '../tokens.js';

export interface JobActions {
  open: (id: string, at?: JobSection) => void;
  stop: (id: string) => Promise<void>;
  retry: (id: string) => void;
  resume: (id: string) => void;
  clone: (id: string) => void;
  remove: (id: string) => void;
  copyId: (id: string) => void;
  /** Shows the jobs of a sweep beside each other. */
  compare: (group: string) => void;
  /** Shows what else can be done, below `anchor`. */
  more: (id: string, anchor: HTMLElement) => void;
}

/** Sections of the page of a job that can be asked for. */
export type JobSection = 'log' | 'outputs' | 'error';

export function jobActions(
  commands: CommandRegistry,
  showMenu: (id: string, anchor: HTMLElement) => void
): JobActions {
  const run = (command: string) => (id: string) => void commands.execute(command, { id });
  return {
    open: (id, at) => void commands.execute(CommandIDs.openJob, { id, ...(at && { at }) }),
    stop: id => commands.execute(CommandIDs.stopJob, { id }) as Promise<void>,
    retry: run(CommandIDs.retryJob),
    resume: run(CommandIDs.resumeJob),
    clone: run(CommandIDs.cloneJob),
    remove: run(CommandIDs.deleteJob),
    copyId: run(CommandIDs.copyJobId),
    compare: group => void commands.execute(CommandIDs.openSweep, { group }),
    more: showMenu
  };
}

/** The menu of a job, right click and "more" alike. */
export const jobMenu: readonly (string | undefined)[] = [
  CommandIDs.openJob,
  CommandIDs.openJobLog,
  undefined,
  CommandIDs.stopJob,
  CommandIDs.retryJob,
  CommandIDs.resumeJob,
  CommandIDs.cloneJob,
  undefined,
  CommandIDs.copyJobId,
  CommandIDs.deleteJob
];

export const mayStop = (job: JobRecord | undefined): boolean => job !== undefined && !isFinal(job.state);
/** A training that did not come to its end, and has kept what it needs to go on. */
export const mayResume = (job: JobRecord | undefined): boolean =>
  mayRetry(job) && job?.state !== 'succeeded' && job?.checkpoint !== undefined;
export const mayRetry = (job: JobRecord | undefined): boolean => job !== undefined && isFinal(job.state);

/** "Resume from epoch 4". */
export function resumeLabel(job: JobRecord | undefined, trans: TranslationBundle): string {
  const { epoch, step } = job?.checkpoint ?? {};
  if (epoch !== undefined) return trans.__('Resume from epoch %1', epoch);
  return step === undefined ? trans.__('Resume') : trans.__('Resume from step %1', step);
}
