/** Opens a notebook and goes to one of its cells; says so where that cell is not there any more. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { contentsPath } from './contents-path.js';

/** @param path as Lab names it, or absolute on the machine of JupyterLab */
export async function openCell(
  app: Pick<JupyterFrontEnd, 'commands'>,
  path: string,
  cell: string | undefined,
  trans: TranslationBundle
): Promise<void> {
  const where = contentsPath(path, PageConfig.getOption('serverRoot'));
  const panel = (await app.commands.execute('docmanager:open', { path: where })) as NotebookPanel | undefined;
  if (!panel || cell === undefined) return;
  await panel.context.ready;
  const index = panel.content.widgets.findIndex(one => one.model.id === cell);
  if (index < 0) {
    const said = trans.__('The cell that started the job is no longer in this notebook.');
    Notification.info(said, { autoClose: 5000 });
    return;
  }
  panel.content.activeCellIndex = index;
  await panel.content.scrollToItem(index, 'center');
}
