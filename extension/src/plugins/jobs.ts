/** Puts the jobs into the right side bar, with their commands and menus, and says when one has ended. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { JobRecord, Schedule } from '@sonde/schema';
import { whenIdle } from '../catalogue/when-idle.js';
import { jobsIcon } from '../icons.js';
import { announce } from '../jobs/announce.js';
import { JobsFeed } from '../jobs/feed.js';
import { jobActions, jobMenu } from '../jobs/job-actions.js';
import { addJobCommands } from '../jobs/job-commands.js';
import { confirmUnschedule } from '../jobs/job-dialogs.js';
import { openJobMenu } from '../jobs/job-menu.js';
import { JobsPanel } from '../jobs/panel.js';
import { rememberChoice } from '../jobs/remember-choice.js';
import { SchedulesModel } from '../schedules/model.js';
import { CommandIDs, IJobsFeed, ISchedules, IServiceClient } from '../tokens.js';

const pluginId = '@sonde/lab:jobs';

export const jobsFeedPlugin: JupyterFrontEndPlugin<JobsFeed> = {
  id: '@sonde/lab:jobs-feed',
  description: 'The live list of jobs, for the panel and for the runs in notebooks.',
  autoStart: true,
  requires: [IServiceClient],
  provides: IJobsFeed,
  activate: (app: JupyterFrontEnd, client: IServiceClient) => {
    const feed = new JobsFeed(client);
    // The count in the status bar, the badge and the notice of an end are for those who do not look at the panel.
    void app.restored.then(() => whenIdle(() => feed.start()));
    return feed;
  }
};

export const schedulesPlugin: JupyterFrontEndPlugin<SchedulesModel> = {
  id: '@sonde/lab:schedules',
  description: 'The jobs that are started at set times, for the panel and for the form that makes them.',
  autoStart: true,
  requires: [IServiceClient],
  provides: ISchedules,
  activate: (_app: JupyterFrontEnd, client: IServiceClient) => new SchedulesModel(client)
};

export const jobsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: 'The list of jobs: watch them, stop them, repeat them, delete them, hear when they end.',
  autoStart: true,
  requires: [IServiceClient, IJobsFeed, ISchedules],
  optional: [ICommandPalette, ILayoutRestorer, ISettingRegistry, IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    feed: IJobsFeed,
    schedules: ISchedules,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    commands.addCommand(CommandIDs.openJobs, {
      label: trans.__('Sonde jobs'),
      caption: trans.__('Watch, stop and repeat jobs'),
      icon: jobsIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById('sonde-jobs')
    });
    addJobCommands(app, { feed, client, trans });
    for (const command of [CommandIDs.openJobs, CommandIDs.clearJobs]) {
      palette?.addItem({ command, category: trans.__('Sonde') });
    }
    jobMenu.forEach((command, rank) =>
      app.contextMenu.addItem({
        ...(command === undefined ? { type: 'separator' } : { command }),
        selector: '.sonde-JobRow',
        rank
      })
    );

    const unschedule = async (schedule: Schedule): Promise<void> => {
      if (await confirmUnschedule(schedule, trans)) await schedules.remove(schedule.id);
    };
    const panel = new JobsPanel({
      feed,
      schedules,
      actions: {
        ...jobActions(commands, (id, anchor) => openJobMenu(commands, id, anchor)),
        create: () => void commands.execute(CommandIDs.newJob),
        unschedule: schedule => void unschedule(schedule),
        clear: ids => void commands.execute(CommandIDs.clearJobs, { ids })
      },
      choice: rememberChoice(state),
      trans
    });
    shell.add(panel, 'right', { rank: 501, type: 'Sonde' });
    restorer?.add(panel, panel.id);

    const loaded = settings?.load(pluginId);
    const say = async (job: JobRecord) => {
      const wanted = (await loaded)?.composite['notify'] !== false;
      if (wanted) announce(job, trans, at => void commands.execute(CommandIDs.openJob, { id: job.id, at }));
    };
    feed.ended.connect((_, job) => void say(job));
  }
};
