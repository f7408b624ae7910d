/** Underlines type errors in the cells of Sonde notebooks while they are written. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { NotebookDiagnostics } from '../diagnostics/notebook.js';
import { ITypesConnections } from '../tokens.js';
import type { TypesConnection } from '../typing/connection.js';

const pluginId = '@sonde/lab:diagnostics';

export const diagnosticsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: 'Underlines type errors in the cells of Sonde notebooks while they are written.',
  autoStart: true,
  requires: [ITypesConnections],
  optional: [ISettingRegistry],
  activate: async (
    _app: JupyterFrontEnd,
    connections: ITypesConnections,
    registry: ISettingRegistry | null
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

    watchAll();
    connections.added.connect((_, connection) => watch(connection));
    settings?.changed.connect(watchAll);
  }
};
