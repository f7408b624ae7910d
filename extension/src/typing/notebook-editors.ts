/** Goes to every code cell's editor of a notebook, also to those that come later: cells outside the view have none. */
import type { Cell } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

export class NotebookEditors {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _visit: (editor: CodeMirrorEditor, cell: Cell) => void
  ) {
    _panel.content.modelChanged.connect(this._watch, this);
    this._watch();
  }

  dispose(): void {
    Signal.clearData(this);
  }

  /** Connecting a slot twice does nothing, so all cells can be gone through at every change. */
  private _watch(): void {
    this._panel.content.model?.cells.changed.connect(this._watch, this);
    for (const cell of this._panel.content.widgets) {
      if (cell.model.type !== 'code') continue;
      cell.inViewportChanged.connect(this._shown, this);
      this._shown(cell);
    }
  }

  private _shown(cell: Cell): void {
    void cell.ready.then(() => {
      if (cell.isDisposed || !(cell.editor instanceof CodeMirrorEditor) || this._known.has(cell.editor))
        return;
      this._known.add(cell.editor);
      this._visit(cell.editor, cell);
    });
  }

  private readonly _known = new WeakSet<CodeMirrorEditor>();
}
