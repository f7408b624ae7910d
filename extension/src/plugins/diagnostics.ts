/** Underlines type errors in the cells of Sonde notebooks while they are written. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { closeMistake } from '../diagnostics/mistake-box.js';
import { NotebookDiagnostics } from '../diagnostics/notebook.js';
import { CommandIDs, ITypesConnections } from '../tokens.js';
import type { TypesConnection } from '../typing/connection.js';

const pluginId = '@sonde/lab:diagnostics';

export const diagnosticsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: 'Underlines type errors in the cells of Sonde notebooks while they are written.',
  autoStart: true,
  requires: [ITypesConnections],
  optional: [INotebookTracker, ISettingRegistry, ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    connections: ITypesConnections,
    tracker: INotebookTracker | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const settings = await registry?.load(pluginId);
    const isOn = () => settings?.composite['enabled'] !== false;
    const watched = new Map<TypesConnection, NotebookDiagnostics>();
    const watch = (connection: TypesConnection) => {
      if (!isOn() || watched.has(connection)) return;
      watched.set(connection, new NotebookDiagnostics(connection));
      connection.panel.disposed.connect(() => unwatch(connection));
    };
    const unwatch = (connection: TypesConnection) => {
      watched.get(connection)?.dispose();
      watched.delete(connection);
    };
    const watchAll = () => {
      for (const connection of connections.all) (isOn() ? watch : unwatch)(connection);
    };

    const trans = (translator ?? nullTranslator).load('sonde');
    const inFront = () => {
      const connection = connections.of(tracker?.currentWidget);
      return connection && watched.get(connection);
    };
    const describedBy = { args: { type: 'object' as const, properties: {} } };
    app.commands.addCommand(CommandIDs.nextMistake, {
      label: trans.__('Go to Next Mistake'),
      caption: trans.__('Shows the next thing that is underlined in the notebook, and what mends it'),
      describedBy,
      isVisible: () => inFront() !== undefined,
      execute: async () => {
        if ((await inFront()?.showNext()) === false)
          Notification.info(trans.__('Nothing is underlined in this notebook'), { autoClose: 3000 });
      }
    });
    app.commands.addCommand(CommandIDs.closeMistake, {
      label: trans.__('Close Mistake'),
      describedBy,
      execute: () => {
        const editor = tracker?.activeCell?.editor;
        if (editor instanceof CodeMirrorEditor) closeMistake(editor.editor);
      }
    });

    watchAll();
    connections.added.connect((_, connection) => watch(connection));
    settings?.changed.connect(watchAll);
  }
};
