/** Opens the page of a sweep in the main area, one tab per sweep, and brings the tabs back after a reload. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { compareIcon } from '../icons.js';
import type { JobsFeed } from '../jobs/feed.js';
import { SweepPage, sweepTitle } from '../sweep/page.js';
import { CommandIDs, IJobsFeed, IServiceClient } from '../tokens.js';

/** Calls the tab what the sweep is called, as soon as one of its jobs is known. */
function nameTab(page: MainAreaWidget<SweepPage>, feed: JobsFeed, trans: TranslationBundle): void {
  const look = (): void => {
    const title = sweepTitle([...feed.list.jobs.values()].find(job => job.group === page.content.group));
    if (title === undefined) return;
    page.title.label = trans.__('Sweep: %1', title);
    feed.changed.disconnect(look);
  };
  feed.changed.connect(look);
  page.disposed.connect(() => feed.changed.disconnect(look));
  look();
}

export const sweepPagePlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:sweep-page',
  description: 'The page of a sweep: its jobs beside each other.',
  autoStart: true,
  requires: [IServiceClient, IJobsFeed],
  optional: [IThemeManager, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    feed: IJobsFeed,
    themes: IThemeManager | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const pages = new WidgetTracker<MainAreaWidget<SweepPage>>({ namespace: 'sonde-sweep' });
    const openJob = (id: string) => void commands.execute(CommandIDs.openJob, { id });

    commands.addCommand(CommandIDs.openSweep, {
      label: trans.__('Compare the jobs of a sweep'),
      icon: compareIcon,
      describedBy: {
        args: { type: 'object', properties: { group: { type: 'string', description: 'Id of a sweep' } } }
      },
      execute: async args => {
        const group = args['group'] as string;
        feed.start();
        let page = pages.find(one => one.content.group === group);
        if (!page) {
          const themeChanged = themes?.themeChanged;
          const content = new SweepPage({ group, feed, client, open: openJob, themeChanged, trans });
          page = new MainAreaWidget({ content });
          page.id = `sonde-sweep-page-${group}`;
          page.title.icon = compareIcon;
          page.title.label = trans.__('Sweep');
          page.title.caption = group;
          page.title.closable = true;
          nameTab(page, feed, trans);
          await pages.add(page);
        }
        if (!page.isAttached) shell.add(page, 'main', { type: 'Sonde' });
        shell.activateById(page.id);
      }
    });
    void restorer?.restore(pages, {
      command: CommandIDs.openSweep,
      args: page => ({ group: page.content.group }),
      name: page => page.id
    });
  }
};
