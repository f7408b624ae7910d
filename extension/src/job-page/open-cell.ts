/** Opens a notebook and goes to one of its cells. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { contentsPath } from './contents-path.js';

/** @param path as Lab names it, or absolute on the machine of JupyterLab */
export async function openCell(app: JupyterFrontEnd, path: string, cell: string | undefined): Promise<void> {
  const where = contentsPath(path, PageConfig.getOption('serverRoot'));
  const panel = (await app.commands.execute('docmanager:open', { path: where })) as NotebookPanel | undefined;
  if (!panel || cell === undefined) return;
  await panel.context.ready;
  const index = panel.content.widgets.findIndex(one => one.model.id === cell);
  if (index < 0) return;
  panel.content.activeCellIndex = index;
  await panel.content.scrollToItem(index, 'center');
}
