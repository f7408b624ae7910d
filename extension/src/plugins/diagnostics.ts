/** Underlines type errors in the cells of Sonde notebooks while they are written. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { NotebookDiagnostics } from '../diagnostics/notebook.js';

const pluginId = '@sonde/lab:diagnostics';

export const diagnosticsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: 'Underlines type errors in the cells of Sonde notebooks while they are written.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ISettingRegistry],
  activate: async (_app: JupyterFrontEnd, tracker: INotebookTracker, registry: ISettingRegistry | null) => {
    const settings = await registry?.load(pluginId);
    const isOn = () => settings?.composite['enabled'] !== false;
    const watched = new Map<NotebookPanel, NotebookDiagnostics>();
    const watch = (panel: NotebookPanel) => {
      if (!isOn() || watched.has(panel)) return;
      watched.set(panel, new NotebookDiagnostics(panel));
      panel.disposed.connect(() => unwatch(panel));
    };
    const unwatch = (panel: NotebookPanel) => {
      watched.get(panel)?.dispose();
      watched.delete(panel);
    };

    tracker.forEach(watch);
    tracker.widgetAdded.connect((_, panel) => watch(panel));
    settings?.changed.connect(() => tracker.forEach(isOn() ? watch : unwatch));
  }
};
