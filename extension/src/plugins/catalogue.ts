/** Puts the catalogue into the left side bar, with its commands. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { askForSource } from '../catalogue/add-source.js';
import type { CardActions, UsableEntry } from '../catalogue/card.js';
import { mayDrag } from '../catalogue/drag-module.js';
import { CatalogueModel } from '../catalogue/model.js';
import { addModuleCommands } from '../catalogue/module-commands.js';
import { CataloguePanel } from '../catalogue/panel.js';
import { remember } from '../catalogue/remember.js';
import { snippet } from '../catalogue/snippet.js';
import { catalogueIcon } from '../icons.js';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, IServiceClient } from '../tokens.js';

export const cataloguePlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:catalogue',
  description: 'The catalogue of modules: search, read, open a notebook.',
  autoStart: true,
  requires: [IServiceClient, IDocumentManager],
  // Each of these makes the catalogue more convenient; it works without any of them.
  optional: [IDefaultFileBrowser, INotebookTracker, ICommandPalette, ILayoutRestorer, IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    client: IServiceClient,
    documents: IDocumentManager,
    browser: IDefaultFileBrowser | null,
    notebooks: INotebookTracker | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands, shell } = app;
    const model = new CatalogueModel(client);

    commands.addCommand(CommandIDs.openCatalogue, {
      label: trans.__('Sonde catalogue'),
      caption: trans.__('Find a trained module and open a notebook that uses it'),
      icon: catalogueIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById('sonde-catalogue')
    });
    commands.addCommand(CommandIDs.refreshCatalogue, {
      label: trans.__('Refresh the Sonde catalogue'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => model.refresh()
    });
    const addSource = async () => {
      try {
        const added = await askForSource(client, trans);
        if (added) await model.load();
      } catch (thrown) {
        notifyError(thrown);
      }
    };
    commands.addCommand(CommandIDs.addSource, {
      label: trans.__('Add a source to the Sonde catalogue…'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: addSource
    });
    addModuleCommands(app, { client, documents, browser, notebooks, trans });
    for (const command of [CommandIDs.openCatalogue, CommandIDs.refreshCatalogue, CommandIDs.addSource]) {
      palette?.addItem({ command, category: trans.__('Sonde') });
    }

    const run = async (command: string, module: string) => {
      try {
        await commands.execute(command, { module });
      } catch (thrown) {
        notifyError(thrown);
        throw thrown;
      }
    };
    const actions: CardActions = {
      openPage: module =>
        run(
          commands.hasCommand(CommandIDs.openModule) ? CommandIDs.openModule : CommandIDs.openNotebook,
          module
        ),
      openNotebook: module => run(CommandIDs.openNotebook, module),
      runNotebook: module => run(CommandIDs.runNotebook, module),
      insertSnippet: module => run(CommandIDs.insertSnippet, module),
      copySnippet: module => run(CommandIDs.copySnippet, module),
      mayDrag: (entry, event) => {
        const code = betterSnippet(entry, client);
        mayDrag(event.nativeEvent, { title: entry.card.title, code });
      }
    };
    const restored = state ? remember(model, state) : undefined;
    const panel = new CataloguePanel({ model, actions, addSource, trans, restored });
    shell.add(panel, 'left', { rank: 501, type: 'Sonde' });
    restorer?.add(panel, panel.id);
  }
};

/** The snippet of what is being dragged: at once from what the list knows, a moment later with the module's own example. */
function betterSnippet(entry: UsableEntry, client: IServiceClient): () => string {
  const name = entry.loadAs ?? entry.name;
  let code =
    entry.kind === 'module'
      ? snippet({
          kind: 'module',
          name,
          input: { type: entry.input },
          examples: []
        })
      : snippet({ kind: 'container', name });
  client.module(name).then(
    module => (code = snippet({ ...module, name })),
    () => undefined // Offline the plain snippet will do.
  );
  return () => code;
}
