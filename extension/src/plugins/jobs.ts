/** Puts the jobs into the right side bar, with their commands, and says when one has ended. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, Dialog, ICommandPalette, Notification, showDialog } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { jobStates, type JobRecord } from '@sonde/schema';
import { copyIcon, jobsIcon, stopIcon } from '../icons.js';
import { elapsed, formatDuration } from '../jobs/duration.js';
import { JobsFeed } from '../jobs/feed.js';
import { JobsPanel } from '../jobs/panel.js';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, IJobsFeed, IServiceClient } from '../tokens.js';

const pluginId = '@sonde/lab:jobs';
/** A job older than this holds work that is worth a question before it is stopped. */
const askAfterMs = 60_000;

export const jobsFeedPlugin: JupyterFrontEndPlugin<JobsFeed> = {
  id: '@sonde/lab:jobs-feed',
  description: 'The live list of jobs, for the panel and for the runs in notebooks.',
  autoStart: true,
  requires: [IServiceClient],
  provides: IJobsFeed,
  activate: (_app: JupyterFrontEnd, client: IServiceClient) => new JobsFeed(client)
};

export const jobsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: 'The list of jobs: watch them, stop them, hear when they end.',
  autoStart: true,
  requires: [IJobsFeed],
  optional: [ICommandPalette, ILayoutRestorer, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    feed: IJobsFeed,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const jobArgs = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', description: 'Id of a job' } }
    };

    commands.addCommand(CommandIDs.openJobs, {
      label: trans.__('Sonde jobs'),
      caption: trans.__('Watch and stop trainings'),
      icon: jobsIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById('sonde-jobs')
    });
    commands.addCommand(CommandIDs.stopJob, {
      label: trans.__('Stop a job'),
      icon: stopIcon,
      describedBy: { args: jobArgs },
      execute: async args => {
        const id = args['id'] as string;
        const job = feed.list.jobs.get(id);
        if (job && !(await mayStop(job, trans))) return;
        await feed.stop(id).catch(notifyError);
      }
    });
    commands.addCommand(CommandIDs.copyJobId, {
      label: trans.__('Copy the id of a job'),
      icon: copyIcon,
      describedBy: { args: jobArgs },
      execute: args => Clipboard.copyToSystem(args['id'] as string)
    });
    palette?.addItem({ command: CommandIDs.openJobs, category: trans.__('Sonde') });

    const panel = new JobsPanel({
      feed,
      actions: {
        stop: id => commands.execute(CommandIDs.stopJob, { id }) as Promise<void>,
        copyId: id => void commands.execute(CommandIDs.copyJobId, { id })
      },
      trans
    });
    shell.add(panel, 'right', { rank: 501, type: 'Sonde' });
    restorer?.add(panel, panel.id);

    const loaded = settings?.load(pluginId);
    const say = async (job: JobRecord) => {
      const wanted = (await loaded)?.composite['notify'] !== false;
      if (wanted) announce(job, trans, () => void commands.execute(CommandIDs.openJobs));
    };
    feed.ended.connect((_, job) => void say(job));
  }
};

async function mayStop(job: JobRecord, trans: TranslationBundle): Promise<boolean> {
  const took = elapsed(job, Date.now()) ?? 0;
  if (took < askAfterMs) return true;
  const { button } = await showDialog({
    title: trans.__('Stop "%1"?', job.title),
    body: trans.__('It has been running for %1. What it has not saved yet is lost.', formatDuration(took)),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Keep running') }),
      Dialog.warnButton({ label: trans.__('Stop') })
    ]
  });
  return button.accept;
}

function announce(job: JobRecord, trans: TranslationBundle, show: () => void): void {
  const took = elapsed(job, Date.now());
  const row = jobStates[job.state];
  const said = trans.__('%1: %2', job.title, trans.__(row.label).toLowerCase());
  const message = took === undefined ? said : trans.__('%1 after %2', said, formatDuration(took));
  const type = {
    success: 'success',
    error: 'error',
    warn: 'warning',
    info: 'info',
    neutral: 'info'
  } as const;
  Notification.emit(message, type[row.tone], {
    autoClose: 6000,
    actions: [{ label: trans.__('Show jobs'), callback: show }]
  });
}
