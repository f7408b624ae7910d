/** Puts code into the notebook that is open, as a new cell below the active one. */
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { SondeError } from '@sonde/schema';

export function insertCell(panel: NotebookPanel | null, code: string): void {
  if (!panel) {
    throw new SondeError('no-notebook', 'No notebook is open to insert the snippet into', {
      hint: 'Open a TypeScript notebook, or choose "Open notebook" in the catalogue.'
    });
  }
  const language = languageOf(panel);
  if (language !== undefined && language !== 'typescript') {
    throw new SondeError(
      'other-language',
      `The notebook "${panel.title.label}" speaks ${language}, not TypeScript`,
      {
        hint: 'Change its kernel to "TypeScript (Sonde)", or choose "Open notebook" in the catalogue.'
      }
    );
  }
  NotebookActions.insertBelow(panel.content);
  panel.content.activeCell?.model.sharedModel.setSource(code.trimEnd());
  void NotebookActions.focusActiveCell(panel.content);
}

/** The language of the notebook, where it says one. */
function languageOf(panel: NotebookPanel): string | undefined {
  const { kernelspec, language_info: info } = panel.content.model?.sharedModel.metadata ?? {};
  const language = info?.name ?? (kernelspec as { language?: string } | undefined)?.language;
  return language?.toLowerCase();
}
