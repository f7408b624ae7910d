/** What can be done with a module, as commands: the rows, their context menu, the palette and other plugins use the same. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon, insertIcon, notebookIcon } from '../icons.js';
import { CommandIDs, type IServiceClient } from '../tokens.js';
import { insertCode } from '../module/insert-code.js';
import { mayBeModule, moduleArgs, moduleOf, type ModuleArgs } from './clicked-module.js';
import { saveModuleNotebook } from './open-notebook.js';
import { runToFirstPrediction } from './run-notebook.js';
import { snippet } from './snippet.js';

export interface ModuleCommandsOptions {
  client: IServiceClient;
  documents: IDocumentManager;
  browser: IDefaultFileBrowser | null;
  notebooks: INotebookTracker | null;
  trans: TranslationBundle;
}

export function addModuleCommands(app: JupyterFrontEnd, options: ModuleCommandsOptions): void {
  const { client, documents, browser, notebooks, trans } = options;
  const { commands, serviceManager, shell } = app;
  const createNotebook = async () =>
    (await commands.execute('notebook:create-new', { kernelName: 'sonde' })) as NotebookPanel;

  const wanted = (given: ModuleArgs) => moduleOf(given, app);
  const code = async (name: string) => snippet({ ...(await client.module(name)), name });

  const open = async (module: string) => {
    const folder = browser?.model.path ?? '';
    const path = await saveModuleNotebook(module, { client, contents: serviceManager.contents, folder });
    return { path, panel: documents.openOrReveal(path) };
  };

  commands.addCommand(CommandIDs.openNotebook, {
    label: trans.__('Open notebook'),
    icon: notebookIcon,
    describedBy: { args: moduleArgs },
    isVisible: given => mayBeModule(given, app),
    execute: async given => (await open(wanted(given))).path
  });
  commands.addCommand(CommandIDs.runNotebook, {
    label: trans.__('Open notebook and run the example'),
    icon: notebookIcon,
    describedBy: { args: moduleArgs },
    isVisible: given => mayBeModule(given, app),
    execute: async given => {
      const { path, panel } = await open(wanted(given));
      if (panel) await runToFirstPrediction(panel as unknown as NotebookPanel);
      return path;
    }
  });
  commands.addCommand(CommandIDs.insertSnippet, {
    label: trans.__('Insert into the notebook'),
    icon: insertIcon,
    describedBy: { args: moduleArgs },
    isEnabled: () => notebooks !== null,
    execute: async given => {
      const panel = await insertCode(await code(wanted(given)), notebooks!, createNotebook);
      shell.activateById(panel.id);
    }
  });
  commands.addCommand(CommandIDs.copySnippet, {
    label: trans.__('Copy snippet'),
    icon: copyIcon,
    describedBy: { args: moduleArgs },
    execute: async given => Clipboard.copyToSystem(await code(wanted(given)))
  });
  commands.addCommand(CommandIDs.copyModuleName, {
    label: trans.__('Copy name'),
    icon: copyIcon,
    describedBy: { args: moduleArgs },
    execute: given => Clipboard.copyToSystem(wanted(given))
  });
}
