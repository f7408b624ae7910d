/** Opens the page of a job in the main area, one tab per job, and brings the tabs back after a reload. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, IThemeManager, MainAreaWidget, Notification, WidgetTracker } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { jobsIcon, logIcon, pageIcon } from '../icons.js';
import { jobActions, type JobSection } from '../jobs/job-actions.js';
import { jobArgs, jobIdOf } from '../jobs/job-commands.js';
import { openJobMenu } from '../jobs/job-menu.js';
import { JobPageModel } from '../job-page/model.js';
import { openCell } from '../job-page/open-cell.js';
import { mayOpen, openable } from '../job-page/open-output.js';
import { JobPage, type JobPageActions } from '../job-page/page.js';
import { saveBlob } from '../job-page/save-blob.js';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, IJobsFeed, IServiceClient } from '../tokens.js';

export const jobPagePlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:job-page',
  description: 'The page of a job: what it was asked, where it ran, what it measured, said and made.',
  autoStart: true,
  requires: [IServiceClient, IJobsFeed],
  optional: [IDefaultFileBrowser, IThemeManager, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    feed: IJobsFeed,
    browser: IDefaultFileBrowser | null,
    themes: IThemeManager | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const pages = new WidgetTracker<MainAreaWidget<JobPage>>({ namespace: 'sonde-job' });

    /** Whoever starts a job again from its page wants to see the new one. */
    const openNext = (command: string, id: string): void => {
      void (commands.execute(command, { id }) as Promise<string | undefined>).then(
        again => again !== undefined && actions.open(again)
      );
    };
    const actions: JobPageActions = {
      ...jobActions(commands, (id, anchor) => openJobMenu(commands, id, anchor)),
      retry: id => openNext(CommandIDs.retryJob, id),
      resume: id => openNext(CommandIDs.resumeJob, id),
      copy: text => {
        Clipboard.copyToSystem(text);
        Notification.info(trans.__('Copied'), { autoClose: 1500 });
      },
      mayOpenOutput: file => mayOpen(file, PageConfig.getOption('serverRoot')),
      openOutput: (file, fetch) => {
        const root = PageConfig.getOption('serverRoot');
        const { contents } = app.serviceManager;
        const folder = browser?.model.path ?? '';
        openable(file, { root, contents, folder, fetch }).then(
          path => void commands.execute('docmanager:open', { path }),
          notifyError
        );
      },
      openModule: module => void commands.execute(CommandIDs.openModule, { module }),
      openNotebook: (path, cell) => void openCell(app, path, cell, trans).catch(notifyError),
      download: async (name, fetch) => {
        try {
          saveBlob(name, await fetch());
        } catch (thrown) {
          notifyError(thrown);
        }
      }
    };

    const makePage = (id: string): MainAreaWidget<JobPage> => {
      const model = new JobPageModel(id, client, feed);
      const content = new JobPage({ model, actions, themeChanged: themes?.themeChanged, trans });
      const page = new MainAreaWidget({ content });
      page.id = `sonde-job-page-${id}`;
      page.title.icon = jobsIcon;
      page.title.label = id;
      page.title.closable = true;
      model.changed.connect(() => {
        if (model.view.status === 'ready') page.title.label = model.view.job.title;
      });
      void model.load();
      return page;
    };
    const open = async (id: string, at?: JobSection): Promise<void> => {
      let page = pages.find(one => one.id === `sonde-job-page-${id}`);
      if (!page) {
        page = makePage(id);
        await pages.add(page);
      }
      if (!page.isAttached) shell.add(page, 'main', { type: 'Sonde' });
      shell.activateById(page.id);
      if (at) page.content.model.show(at);
    };

    commands.addCommand(CommandIDs.openJob, {
      label: trans.__('Open'),
      icon: pageIcon,
      describedBy: { args: jobArgs },
      execute: args => open(jobIdOf(args, app), args['at'] as JobSection | undefined)
    });
    commands.addCommand(CommandIDs.openJobLog, {
      label: trans.__('Logs'),
      icon: logIcon,
      describedBy: { args: jobArgs },
      execute: args => open(jobIdOf(args, app), 'log')
    });
    void restorer?.restore(pages, {
      command: CommandIDs.openJob,
      args: page => ({ id: page.content.model.id }),
      name: page => page.id
    });
  }
};
