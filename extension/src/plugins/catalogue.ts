/** Puts the catalogue into the left side bar, with its commands. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CatalogueModel } from '../catalogue/model.js';
import { saveModuleNotebook } from '../catalogue/open-notebook.js';
import { CataloguePanel } from '../catalogue/panel.js';
import { snippet } from '../catalogue/snippet.js';
import { catalogueIcon, copyIcon, notebookIcon } from '../icons.js';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, IServiceClient } from '../tokens.js';

const moduleArgs = {
  type: 'object',
  required: ['module'],
  properties: { module: { type: 'string', description: 'Name of a module in the catalogue' } }
};

export const cataloguePlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:catalogue',
  description: 'The catalogue of modules: search, read, open a notebook.',
  autoStart: true,
  requires: [IServiceClient, IDocumentManager],
  // Each of these makes the catalogue more convenient; it works without any of them.
  optional: [IDefaultFileBrowser, ICommandPalette, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    documents: IDocumentManager,
    browser: IDefaultFileBrowser | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell, serviceManager } = app;

    commands.addCommand(CommandIDs.openCatalogue, {
      label: trans.__('Sonde catalogue'),
      caption: trans.__('Find a trained module and open a notebook that uses it'),
      icon: catalogueIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById('sonde-catalogue')
    });
    commands.addCommand(CommandIDs.openNotebook, {
      label: trans.__('Open the notebook of a module'),
      icon: notebookIcon,
      describedBy: { args: moduleArgs },
      execute: async args => {
        const folder = browser?.model.path ?? '';
        const path = await saveModuleNotebook(args['module'] as string, {
          client,
          contents: serviceManager.contents,
          folder
        });
        documents.openOrReveal(path);
        return path;
      }
    });
    commands.addCommand(CommandIDs.copySnippet, {
      label: trans.__('Copy the snippet of a module'),
      icon: copyIcon,
      describedBy: { args: moduleArgs },
      execute: async args => Clipboard.copyToSystem(snippet(await client.module(args['module'] as string)))
    });
    palette?.addItem({ command: CommandIDs.openCatalogue, category: trans.__('Sonde') });

    const run = async (command: string, module: string) => {
      try {
        await commands.execute(command, { module });
      } catch (thrown) {
        notifyError(thrown);
        throw thrown;
      }
    };
    const panel = new CataloguePanel({
      model: new CatalogueModel(client),
      actions: {
        openNotebook: name => run(CommandIDs.openNotebook, name),
        copySnippet: name => run(CommandIDs.copySnippet, name)
      },
      trans
    });
    shell.add(panel, 'left', { rank: 501, type: 'Sonde' });
    restorer?.add(panel, panel.id);
  }
};
