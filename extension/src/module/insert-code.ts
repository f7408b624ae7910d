/** Puts code into a cell below the one in front; where no notebook is open, into a new one. */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { SondeError } from '@sonde/schema';

/** @param create opens a new notebook of ours */
export async function insertCode(
  code: string,
  tracker: INotebookTracker,
  create: () => Promise<NotebookPanel>
): Promise<NotebookPanel> {
  const panel = tracker.currentWidget ?? (await create());
  await panel.context.ready;
  refuseOtherLanguage(panel);
  const { content } = panel;
  const notebook = panel.context.model.sharedModel;
  const at = content.activeCellIndex;
  const source = code.trimEnd();
  const fill = isEmptyAt(notebook, at);
  if (fill) notebook.getCell(at).setSource(source);
  else notebook.insertCell(at + 1, { cell_type: 'code', source });
  content.activeCellIndex = fill ? at : at + 1;
  return panel;
}

/** A cell in TypeScript would only fail in a notebook of another language. */
function refuseOtherLanguage(panel: NotebookPanel): void {
  const { kernelspec, language_info: info } = panel.context.model.sharedModel.metadata;
  // Empty until the kernel of a new notebook has said what it speaks.
  const language = info?.name || (kernelspec as { language?: string } | undefined)?.language || 'typescript';
  if (language.toLowerCase() === 'typescript') return;
  throw new SondeError(
    'other-language',
    `The notebook "${panel.title.label}" speaks ${language}, not TypeScript`,
    {
      hint: 'Change its kernel to "TypeScript (Sonde)", or open the notebook of the module.'
    }
  );
}

/** A new notebook has one cell with nothing in it. */
function isEmptyAt(notebook: SharedNotebook, index: number): boolean {
  const cell = notebook.cells[index];
  return cell?.cell_type === 'code' && cell.getSource().trim() === '';
}

type SharedNotebook = NonNullable<NotebookPanel['model']>['sharedModel'];
