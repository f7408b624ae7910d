/** Runs the beginning of a module's notebook: up to its first prediction, not what trains. */
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { lastToRun } from './first-prediction.js';

export async function runToFirstPrediction({
  content,
  context,
  sessionContext
}: NotebookPanel): Promise<void> {
  await Promise.all([context.ready, sessionContext.ready]);
  const code = content.widgets.map(({ model }) =>
    model.type === 'code' ? model.sharedModel.getSource() : ''
  );
  const last = lastToRun(code);
  content.activeCellIndex = last;
  await NotebookActions.runCells(content, content.widgets.slice(0, last + 1), sessionContext);
}
