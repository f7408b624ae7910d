/** A count of the jobs that run and wait, in the status bar. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';
import { JobsCount } from '../jobs/jobs-count.js';
import { CommandIDs, IJobsFeed } from '../tokens.js';

export const jobStatusPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:job-status',
  description: 'Counts the jobs that run and wait in the status bar.',
  autoStart: true,
  requires: [IJobsFeed, IStatusBar],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    feed: IJobsFeed,
    statusBar: IStatusBar,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const onClick = () => void app.commands.execute(CommandIDs.openJobs);
    const count = React.createElement(UseSignal, {
      signal: feed.changed,
      children: () => React.createElement(JobsCount, { feed, trans, onClick })
    });
    statusBar.registerStatusItem('@sonde/lab:job-status', {
      item: ReactWidget.create(count),
      align: 'left',
      rank: 60
    });
  }
};
