/** What can be done with a job, and when: for the rows of the panel, the page of a job and their menus. */
import type { CommandRegistry } from '@lumino/commands';
import { isFinal, type JobRecord } from '@sonde/schema';
import { CommandIDs } from '../tokens.js';

export interface JobActions {
  open: (id: string, at?: JobSection) => void;
  stop: (id: string) => Promise<void>;
  retry: (id: string) => void;
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
  CommandIDs.cloneJob,
  undefined,
  CommandIDs.copyJobId,
  CommandIDs.deleteJob
];

export const mayStop = (job: JobRecord | undefined): boolean => job !== undefined && !isFinal(job.state);
export const mayRetry = (job: JobRecord | undefined): boolean => job !== undefined && isFinal(job.state);
