/** The commands of jobs: the panel, the page, the menus and the palette all run these. */
import { Clipboard, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { isFinal, type JobRecord } from '@sonde/schema';
import { copyIcon, resumeIcon, retryIcon, stopIcon, trashIcon } from '../icons.js';
import { notifyError } from '../notices/notify-error.js';
import type { ServiceClient } from '../service/client.js';
import { CommandIDs } from '../tokens.js';
import type { JobsFeed } from './feed.js';
import { mayResume, mayRetry, mayStop, resumeLabel } from './job-actions.js';
import { confirmStop } from './job-dialogs.js';
import { removeJobs } from './remove-jobs.js';

export interface JobCommandsOptions {
  feed: JobsFeed;
  client: Pick<ServiceClient, 'retry' | 'resume' | 'clear'>;
  trans: TranslationBundle;
}

/** The id in a command's arguments, or of the row that was clicked on. */
export function jobIdOf(args: { readonly id?: unknown }, app: JupyterFrontEnd): string {
  if (typeof args.id === 'string') return args.id;
  const row = app.contextMenuHitTest(node => node.dataset['job'] !== undefined);
  return row?.dataset['job'] ?? '';
}

export const jobArgs = {
  type: 'object',
  properties: { id: { type: 'string', description: 'Id of a job' } }
} as const;

export function addJobCommands(app: JupyterFrontEnd, { feed, client, trans }: JobCommandsOptions): void {
  const { commands } = app;
  const jobOf = (args: object): JobRecord | undefined => feed.list.jobs.get(jobIdOf(args, app));
  const describedBy = { args: jobArgs };

  commands.addCommand(CommandIDs.stopJob, {
    label: trans.__('Stop'),
    icon: stopIcon,
    describedBy,
    // Of a job that the list does not know yet, the service knows more.
    isEnabled: args => jobOf(args) === undefined || mayStop(jobOf(args)),
    execute: async args => {
      const job = jobOf(args);
      if (job && !(await confirmStop(job, trans))) return;
      await feed.stop(jobIdOf(args, app)).catch(notifyError);
    }
  });
  /** Starts a job again by `ask`, and says so; answers with the id of the new one. */
  const again = async (ask: () => Promise<JobRecord>, said: (title: string) => string) => {
    try {
      const job = await ask();
      feed.apply([job]);
      const open = () => void commands.execute(CommandIDs.openJob, { id: job.id });
      const actions = [{ label: trans.__('Open'), callback: open }];
      Notification.info(said(job.title), { autoClose: 4000, actions });
      return job.id;
    } catch (thrown) {
      notifyError(thrown);
      return undefined;
    }
  };
  commands.addCommand(CommandIDs.retryJob, {
    label: trans.__('Retry'),
    icon: retryIcon,
    describedBy,
    isEnabled: args => mayRetry(jobOf(args)),
    execute: args =>
      again(
        () => client.retry(jobIdOf(args, app)),
        title => trans.__('Started “%1” again', title)
      )
  });
  commands.addCommand(CommandIDs.resumeJob, {
    label: args => resumeLabel(jobOf(args), trans),
    icon: resumeIcon,
    describedBy,
    isVisible: args => mayResume(jobOf(args)),
    execute: args =>
      again(
        () => client.resume(jobIdOf(args, app)),
        title => trans.__('“%1” goes on', title)
      )
  });
  commands.addCommand(CommandIDs.copyJobId, {
    label: trans.__('Copy id'),
    icon: copyIcon,
    describedBy,
    execute: args => {
      const id = jobIdOf(args, app);
      Clipboard.copyToSystem(id);
      Notification.info(trans.__('Copied %1', id), { autoClose: 1500 });
    }
  });
  const remove = (jobs: readonly JobRecord[]) => removeJobs(jobs, { client, feed, trans });
  commands.addCommand(CommandIDs.deleteJob, {
    label: trans.__('Delete…'),
    icon: trashIcon,
    describedBy,
    isEnabled: args => mayRetry(jobOf(args)),
    execute: async args => {
      const job = jobOf(args);
      if (job) await remove([job]);
    }
  });
  commands.addCommand(CommandIDs.clearJobs, {
    label: trans.__('Delete ended jobs…'),
    icon: trashIcon,
    describedBy: {
      args: { type: 'object', properties: { ids: { type: 'array', items: { type: 'string' } } } }
    },
    execute: async args => {
      const wanted = args['ids'] as readonly string[] | undefined;
      try {
        // Who asks from the palette may not have looked at jobs yet.
        if (!wanted) await feed.whole();
      } catch (thrown) {
        return notifyError(thrown);
      }
      const ended = [...feed.list.jobs.values()].filter(job => isFinal(job.state));
      const ids = wanted && new Set(wanted);
      const jobs = ids ? ended.filter(job => ids.has(job.id)) : ended;
      if (jobs.length > 0) return remove(jobs);
      Notification.info(trans.__('No job has ended: there is nothing to delete.'), { autoClose: 4000 });
    }
  });
}
