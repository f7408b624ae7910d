/** Types where you type: hover, signatures, completions that import, the way to definitions, renaming. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { ICompletionProviderManager } from '@jupyterlab/completer';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { EditorView } from '@codemirror/view';
import { notifyError } from '../notices/notify-error.js';
import { CommandIDs, ITypesConnections } from '../tokens.js';
import { cellEditor } from '../typing/cell-editor.js';
import { TypesCompleter } from '../typing/completer.js';
import type { TypesConnection } from '../typing/connection.js';
import { TypesConnections } from '../typing/connections.js';
import { goToDefinition } from '../typing/go-to-definition.js';
import { renderMarkdown } from '../typing/markdown.js';
import { NotebookEditors } from '../typing/notebook-editors.js';
import { renameSymbol } from '../typing/rename-symbol.js';
import { closeSignature, openSignature } from '../typing/signature.js';

export const typesConnectionsPlugin: JupyterFrontEndPlugin<ITypesConnections> = {
  id: '@sonde/lab:types-connections',
  description: 'Connects notebooks with the types in their kernels.',
  autoStart: true,
  provides: ITypesConnections,
  requires: [INotebookTracker],
  activate: (_app: JupyterFrontEnd, tracker: INotebookTracker) => new TypesConnections(tracker)
};

export const typingPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:typing',
  description: 'Hover, signatures, definitions and renaming in the cells of Sonde notebooks.',
  autoStart: true,
  requires: [ITypesConnections, INotebookTracker, IRenderMimeRegistry, IEditorServices],
  optional: [ICompletionProviderManager, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    connections: ITypesConnections,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    editors: IEditorServices,
    completions: ICompletionProviderManager | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const { commands } = app;
    const render = (markdown: string) => renderMarkdown(markdown, rendermime);

    const equip = (connection: TypesConnection) => {
      const visitor = new NotebookEditors(connection.panel, (editor, cell) => {
        const placeIn = (view: EditorView, offset: number) => ({
          cell: cell.model.id,
          code: view.state.doc.toString(),
          offset
        });
        editor.injectExtension(
          cellEditor({
            isOn: () => connection.isOpen,
            ask: (view, what, offset) => connection.ask(what, placeIn(view, offset)),
            goTo: (view, offset) => {
              goToDefinition(connection, placeIn(view, offset), { app, editors, trans }).catch(notifyError);
            },
            count: (current, all) => trans.__('%1 of %2, Ctrl+Shift+Space shows the next', current, all),
            render
          })
        );
      });
      connection.panel.disposed.connect(() => visitor.dispose());
    };
    for (const connection of connections.all) equip(connection);
    connections.added.connect((_, connection) => equip(connection));

    if (completions) {
      const completer = new TypesCompleter({ connectionOf: widget => connections.of(widget), render });
      completions.registerProvider(completer);
      completions.selected.connect(
        (_, { insertText }) => void completer.chosen(insertText).catch(notifyError)
      );
    }

    /** The cursor of the notebook in front, where it has types. */
    const cursor = () => {
      const panel = tracker.currentWidget;
      const connection = connections.of(panel);
      const cell = panel?.content.activeCell;
      if (!connection?.isOpen || cell?.model.type !== 'code') return undefined;
      if (!(cell.editor instanceof CodeMirrorEditor)) return undefined;
      const view = cell.editor.editor;
      const offset = view.state.selection.main.head;
      return { connection, view, cell: cell.model.id, code: view.state.doc.toString(), offset };
    };
    const onName = () => {
      const at = cursor();
      const word = at?.view.state.wordAt(at.offset);
      return at && word ? { ...at, name: at.view.state.sliceDoc(word.from, word.to) } : undefined;
    };
    const sayNoName = () => {
      Notification.info(trans.__('There is no name at the cursor'), { autoClose: 3000 });
    };
    const describedBy = { args: { type: 'object' as const, properties: {} } };

    commands.addCommand(CommandIDs.goToDefinition, {
      label: trans.__('Go to Definition'),
      caption: trans.__('Shows where the name at the cursor is declared'),
      describedBy,
      isVisible: () => cursor() !== undefined,
      execute: async () => {
        const at = onName();
        if (!at) return sayNoName();
        const { connection, cell, code, offset } = at;
        await goToDefinition(connection, { cell, code, offset }, { app, editors, trans }).catch(notifyError);
      }
    });
    commands.addCommand(CommandIDs.renameSymbol, {
      label: trans.__('Rename Symbol…'),
      caption: trans.__('Renames what is at the cursor in all cells of the notebook'),
      describedBy,
      isVisible: () => cursor() !== undefined,
      execute: async () => {
        const at = onName();
        if (!at) return sayNoName();
        const { connection, cell, code, offset, name } = at;
        await renameSymbol(connection, { cell, code, offset, name }, trans).catch(notifyError);
        at.view.focus();
      }
    });
    commands.addCommand(CommandIDs.showSignature, {
      label: trans.__('Show Signature'),
      caption: trans.__('Shows the parameters of the call around the cursor, then its other overloads'),
      describedBy,
      isVisible: () => cursor() !== undefined,
      execute: () => {
        const at = cursor();
        if (at) openSignature(at.view);
      }
    });
    commands.addCommand(CommandIDs.closeSignature, {
      label: trans.__('Close Signature'),
      describedBy,
      execute: () => {
        const at = cursor();
        if (at) closeSignature(at.view);
      }
    });
  }
};
