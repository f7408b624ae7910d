/** Opens the form of a new job, empty or filled in as another job was. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, MainAreaWidget, Notification } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { cloneIcon, plusIcon } from '../icons.js';
import { jobArgs, jobIdOf } from '../jobs/job-commands.js';
import { openCell } from '../job-page/open-cell.js';
import { insertCode } from '../module/insert-code.js';
import { serverPath } from '../module/server-path.js';
import { NewJobForm, type NewJobOptions } from '../new-job/form.js';
import { NewJobModel } from '../new-job/model.js';
import { notifyError } from '../notices/notify-error.js';
import { dueText } from '../schedules/words.js';
import { CommandIDs, IJobsFeed, ISchedules, IServiceClient } from '../tokens.js';

export const newJobPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:new-job',
  description: 'A form that starts a job: a training, a notebook or a command, on any target.',
  autoStart: true,
  requires: [IServiceClient, IJobsFeed, ISchedules, IDocumentManager],
  optional: [INotebookTracker, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    feed: IJobsFeed,
    schedules: ISchedules,
    manager: IDocumentManager,
    notebooks: INotebookTracker | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const createNotebook = async () =>
      (await commands.execute('notebook:create-new', { kernelName: 'sonde' })) as NotebookPanel;

    const open = (from?: string): void => {
      const model = new NewJobModel(client, trans, from);
      const actions: NewJobOptions['actions'] = {
        copy: text => Clipboard.copyToSystem(text),
        insert: async code => {
          if (!notebooks) return Clipboard.copyToSystem(code);
          try {
            shell.activateById((await insertCode(code, notebooks, createNotebook)).id);
          } catch (thrown) {
            notifyError(thrown);
          }
        },
        choose: async what => {
          const options = { manager, ...(translator && { translator }) };
          const ask = what === 'file' ? FileDialog.getOpenFiles : FileDialog.getExistingDirectory;
          const chosen = (await ask(options)).value?.[0];
          return chosen && serverPath(chosen.path, PageConfig.getOption('serverRoot'));
        },
        openNotebook: (path, cell) => void openCell(app, path, cell, trans).catch(notifyError),
        retry: id => {
          void (commands.execute(CommandIDs.retryJob, { id }) as Promise<string | undefined>).then(again => {
            if (again === undefined) return;
            page.dispose();
            void commands.execute(CommandIDs.openJob, { id: again });
          });
        },
        started: started => {
          page.dispose();
          if ('job' in started) {
            feed.apply([started.job]);
            void commands.execute(CommandIDs.openJob, { id: started.job.id });
          } else {
            const { next } = started.schedule;
            schedules.refresh();
            void commands.execute(CommandIDs.openJobs);
            const when = next === undefined ? '' : dueText(next);
            Notification.success(trans.__('Scheduled; it starts next %1', when), { autoClose: 5000 });
          }
        }
      };
      const page = new MainAreaWidget({ content: new NewJobForm({ model, feed, actions, trans }) });
      page.title.label = trans.__('New job');
      page.title.icon = plusIcon;
      page.title.closable = true;
      shell.add(page, 'main', { type: 'Sonde' });
      shell.activateById(page.id);
      feed.start();
      void model.load();
    };

    commands.addCommand(CommandIDs.newJob, {
      label: trans.__('New Sonde job'),
      icon: plusIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => open()
    });
    commands.addCommand(CommandIDs.cloneJob, {
      label: trans.__('Clone with edits…'),
      icon: cloneIcon,
      describedBy: { args: jobArgs },
      execute: args => open(jobIdOf(args, app))
    });
    palette?.addItem({ command: CommandIDs.newJob, category: trans.__('Sonde') });
  }
};
