/** Jobs among the running sessions, beside kernels and terminals. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRunningSessionManagers } from '@jupyterlab/running';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { runningJobs } from '../jobs/running-jobs.js';
import { CommandIDs, IJobsFeed } from '../tokens.js';

export const runningJobsPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:running-jobs',
  description: 'Lists the jobs that have not ended among the running sessions.',
  autoStart: true,
  requires: [IJobsFeed, IRunningSessionManagers],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    feed: IJobsFeed,
    managers: IRunningSessionManagers,
    translator: ITranslator | null
  ) => {
    const { commands } = app;
    managers.add(
      runningJobs({
        feed,
        open: id => void commands.execute(CommandIDs.openJob, { id }),
        stop: id => commands.execute(CommandIDs.stopJob, { id }) as Promise<void>,
        trans: (translator ?? nullTranslator).load('sonde')
      })
    );
  }
};
