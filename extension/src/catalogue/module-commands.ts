/** What can be done with a module, as commands: the rows, their context menu, the palette and other plugins use the same. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon, insertIcon, notebookIcon } from '../icons.js';
import { CommandIDs, type IServiceClient } from '../tokens.js';
import { insertCell } from './insert-cell.js';
import { saveModuleNotebook } from './open-notebook.js';
import { snippet } from './snippet.js';

export interface ModuleCommandsOptions {
  client: IServiceClient;
  documents: IDocumentManager;
  browser: IDefaultFileBrowser | null;
  notebooks: INotebookTracker | null;
  trans: TranslationBundle;
}

const args = {
  type: 'object',
  properties: {
    module: {
      type: 'string',
      description: 'Name of a module in the catalogue; default: the row that was clicked'
    },
    source: { type: 'string', description: 'Name of the source it comes from' }
  }
};

export function addModuleCommands(app: JupyterFrontEnd, options: ModuleCommandsOptions): void {
  const { client, documents, browser, notebooks, trans } = options;
  const { commands, serviceManager } = app;

  /** The row under an open context menu. */
  const clicked = () => app.contextMenuHitTest(node => node.classList.contains('sonde-Card'))?.dataset;
  const wanted = (given: { module?: unknown }): string => {
    const name = (given.module as string | undefined) ?? clicked()?.['module'];
    if (name === undefined)
      throw new TypeError('The command needs the argument "module", the name of a module');
    return name;
  };
  const code = async (name: string) => snippet(await client.module(name));
  const isModule = (given: { module?: unknown }) =>
    given.module !== undefined || clicked()?.['kind'] === 'module';

  commands.addCommand(CommandIDs.openNotebook, {
    label: trans.__('Open notebook'),
    icon: notebookIcon,
    describedBy: { args },
    isVisible: isModule,
    execute: async given => {
      const folder = browser?.model.path ?? '';
      const path = await saveModuleNotebook(wanted(given), {
        client,
        contents: serviceManager.contents,
        folder
      });
      documents.openOrReveal(path);
      return path;
    }
  });
  commands.addCommand(CommandIDs.insertSnippet, {
    label: trans.__('Insert into the notebook'),
    icon: insertIcon,
    describedBy: { args },
    execute: async given => insertCell(notebooks?.currentWidget ?? null, await code(wanted(given)))
  });
  commands.addCommand(CommandIDs.copySnippet, {
    label: trans.__('Copy snippet'),
    icon: copyIcon,
    describedBy: { args },
    execute: async given => Clipboard.copyToSystem(await code(wanted(given)))
  });
  commands.addCommand(CommandIDs.copyModuleName, {
    label: trans.__('Copy name'),
    icon: copyIcon,
    describedBy: { args },
    execute: given => Clipboard.copyToSystem(wanted(given))
  });
}
