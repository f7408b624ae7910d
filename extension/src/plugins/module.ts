/** Opens the page of a module in the main area, one tab per module, and brings the tabs back after a reload. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { SondeError } from '@sonde/schema';
import { moduleArgs, moduleOf } from '../catalogue/clicked-module.js';
import { catalogueIcon } from '../icons.js';
import { jobActions } from '../jobs/job-actions.js';
import { openJobMenu } from '../jobs/job-menu.js';
import { insertCode } from '../module/insert-code.js';
import { PageModel, type Memory, type PageMemory } from '../module/model.js';
import { ModulePage, type PageActions } from '../module/page.js';
import { serverPath } from '../module/server-path.js';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, IJobsFeed, IServiceClient } from '../tokens.js';

export const modulePlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:module',
  description: 'The page of a module: read about it, try it, train it, see its runs.',
  autoStart: true,
  requires: [IServiceClient, IJobsFeed, IRenderMimeRegistry, IDocumentManager],
  optional: [INotebookTracker, ILayoutRestorer, IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    feed: IJobsFeed,
    rendermime: IRenderMimeRegistry,
    manager: IDocumentManager,
    notebooks: INotebookTracker | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const pages = new WidgetTracker<MainAreaWidget<ModulePage>>({ namespace: 'sonde-module' });

    const createNotebook = async () =>
      (await commands.execute('notebook:create-new', { kernelName: 'sonde' })) as NotebookPanel;
    const pathOf = (path: string): string | undefined => {
      const found = serverPath(path, PageConfig.getOption('serverRoot'));
      if (found === undefined) {
        notifyError(new SondeError('path-elsewhere', `"${path}" does not lie on the machine of JupyterLab`));
      }
      return found;
    };
    const actions: PageActions = {
      openNotebook: async module => {
        await commands.execute(CommandIDs.openNotebook, { module }).catch(notifyError);
      },
      insert: async code => {
        if (!notebooks) return Clipboard.copyToSystem(code);
        try {
          shell.activateById((await insertCode(code, notebooks, createNotebook)).id);
        } catch (thrown) {
          notifyError(thrown);
        }
      },
      copy: text => Clipboard.copyToSystem(text),
      choose: async what => {
        const options = { manager, ...(translator && { translator }) };
        const ask = what === 'file' ? FileDialog.getOpenFiles : FileDialog.getExistingDirectory;
        const chosen = (await ask(options)).value?.[0];
        return chosen && pathOf(chosen.path);
      },
      pathOf,
      openJobs: () => void commands.execute(CommandIDs.openJobs)
    };

    const jobs = jobActions(commands, (id, anchor) => openJobMenu(commands, id, anchor));

    const memoryOf = (module: string): Memory => {
      const key = `@sonde/lab:module:${module}`;
      return {
        fetch: async () => (await state?.fetch(key)) as PageMemory | undefined,
        save: async memory => {
          await state?.save(key, memory as never);
        }
      };
    };
    const makePage = (module: string): MainAreaWidget<ModulePage> => {
      const model = new PageModel(module, client, memoryOf(module));
      const content = new ModulePage({ model, feed, rendermime, actions, jobs, trans });
      const page = new MainAreaWidget({ content });
      page.id = `sonde-module-page-${module}`;
      page.title.icon = catalogueIcon;
      page.title.label = module;
      page.title.closable = true;
      model.changed.connect(() => {
        if (model.view.status === 'ready') page.title.label = model.view.module.card.title;
      });
      void model.load();
      return page;
    };

    commands.addCommand(CommandIDs.openModule, {
      label: trans.__('Open page'),
      icon: catalogueIcon,
      describedBy: { args: moduleArgs },
      execute: async args => {
        const module = moduleOf(args, app);
        let page = pages.find(one => one.id === `sonde-module-page-${module}`);
        if (!page) {
          page = makePage(module);
          await pages.add(page);
        }
        if (!page.isAttached) shell.add(page, 'main', { type: 'Sonde' });
        shell.activateById(page.id);
      }
    });
    void restorer?.restore(pages, {
      command: CommandIDs.openModule,
      args: page => ({ module: page.id.replace('sonde-module-page-', '') }),
      name: page => page.id
    });
  }
};
