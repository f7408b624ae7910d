/** Cards on the launcher page. The card of the TypeScript notebook comes from the kernel itself. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../tokens.js';

export const launcherPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:launcher',
  description: 'Cards for the catalogue and the jobs on the launcher page.',
  autoStart: true,
  requires: [ILauncher],
  optional: [ITranslator],
  activate: (_app: JupyterFrontEnd, launcher: ILauncher, translator: ITranslator | null) => {
    const category = (translator ?? nullTranslator).load('sonde').__('Sonde');
    launcher.add({ command: CommandIDs.openCatalogue, category, rank: 1 });
    launcher.add({ command: CommandIDs.openJobs, category, rank: 2 });
  }
};
