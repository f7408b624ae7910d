/**
 * Keeps the type errors of one notebook up to date: sends cells that have changed to the checker in the kernel and
 * underlines what comes back. Where the kernel has no checker nothing happens.
 */
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Cell, ICellModel } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import { withoutDeclaredElsewhere } from './elsewhere.js';
import type { TypesConnection } from '../typing/connection.js';
import { toChanges } from '../typing/edits.js';
import type { CheckReply, CheckRequest, NotebookMessage } from '@sonde/schema/editor';
import { showMistake } from './mistake-box.js';
import { nextMistake } from './next-mistake.js';
import { toMarks, type Mark } from './ranges.js';

/** How long a cell rests after a key before it is checked. */
const quietMs = 250;

interface CheckedCell {
  code: string;
  version: number;
  marks: Mark[];
}

export class NotebookDiagnostics {
  constructor(private readonly _connection: TypesConnection) {
    this._panel.content.modelChanged.connect(this._watchCells, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    _connection.changed.connect(this._onConnection, this);
    _connection.allAsked.connect(this._checkChanged, this);
    _connection.checked.connect(this._onReply, this);
    if (_connection.isOpen) this._onConnection();
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._forget();
    this._check.dispose();
    Signal.clearData(this);
  }

  /** Goes to the next mistake behind the cursor, in whichever cell. False where nothing is wrong. */
  async showNext(): Promise<boolean> {
    const { content } = this._panel;
    const { activeCell } = content;
    const editor = activeCell?.editor instanceof CodeMirrorEditor ? activeCell.editor.editor : undefined;
    const found = nextMistake(
      this._codeCells().map(({ id }) => ({ id, marks: this._checked.get(id)?.marks ?? [] })),
      activeCell ? { cell: activeCell.model.id, offset: editor?.state.selection.main.head ?? -1 } : undefined
    );
    if (!found) return false;
    const index = content.widgets.findIndex(one => one.model.id === found.cell);
    await content.scrollToItem(index);
    content.activeCellIndex = index;
    content.mode = 'edit';
    const cell = content.widgets[index];
    await cell?.ready;
    if (cell?.editor instanceof CodeMirrorEditor) showMistake(cell.editor.editor, found.mark);
    return true;
  }

  private get _panel(): NotebookPanel {
    return this._connection.panel;
  }

  /** Another kernel, or none: what the last one said is void. */
  private _onConnection(): void {
    this._forget();
    if (!this._connection.isOpen) return;
    this._watchCells();
    // Now: what is asked of a cell before it was checked is asked of the whole notebook too.
    this._checkChanged();
  }

  private _forget(): void {
    this._checked.clear();
    this._order = '';
    for (const cell of this._panel.content?.widgets ?? []) draw(cell, []);
  }

  /** Connecting a slot twice does nothing, so all cells can be gone through at every change. */
  private _watchCells(): void {
    if (!this._connection.isOpen) return;
    this._panel.content.model?.cells.changed.connect(this._watchCells, this);
    for (const cell of this._panel.content.widgets) {
      if (cell.model.type !== 'code') continue;
      cell.model.sharedModel.changed.connect(this._onCellChanged, this);
      cell.inViewportChanged.connect(this._onCellShown, this);
    }
    void this._check.invoke();
  }

  private _onCellChanged(_: unknown, change: { sourceChange?: unknown }): void {
    if (change.sourceChange) void this._check.invoke();
  }

  /** A cell outside the view has no editor; what is known of it is drawn when it gets one. */
  private _onCellShown(cell: Cell): void {
    const checked = this._checked.get(cell.model.id);
    if (checked) void cell.ready.then(() => draw(cell, checked.marks));
  }

  /** What a cell declares is news for all the others. */
  private _onExecuted(_: unknown, { notebook }: { notebook: unknown }): void {
    if (notebook !== this._panel.content || !this._connection.isOpen) return;
    for (const checked of this._checked.values()) checked.code = '';
    void this._check.invoke();
  }

  private _checkChanged(): void {
    if (!this._connection.isOpen || this._isDisposed) return;
    const cells = this._codeCells();
    const order = cells.map(model => model.id).join(' ');
    if (order !== this._order) {
      this._order = order;
      const notebook = cells.map(model => ({ cell: model.id, code: model.sharedModel.getSource() }));
      this._connection.send({ notebook } satisfies NotebookMessage);
      const ids = new Set(cells.map(model => model.id));
      for (const id of this._checked.keys()) if (!ids.has(id)) this._checked.delete(id);
    }
    for (const model of cells) {
      const code = model.sharedModel.getSource();
      const before = this._checked.get(model.id);
      if (before?.code === code) continue;
      const version = (before?.version ?? 0) + 1;
      this._checked.set(model.id, { code, version, marks: before?.marks ?? [] });
      this._connection.send({ cell: model.id, code, version } satisfies CheckRequest);
    }
  }

  private _onReply(_: unknown, { cell: id, version, diagnostics }: CheckReply): void {
    const checked = this._checked.get(id);
    const cell = this._panel.content.widgets.find(widget => widget.model.id === id);
    // Typed on since: the next answer is on its way.
    if (!cell || checked?.version !== version || cell.model.sharedModel.getSource() !== checked.code) return;
    const others = this._codeCells().flatMap(model =>
      model.id === id ? [] : [model.sharedModel.getSource()]
    );
    checked.marks = toMarks(checked.code, withoutDeclaredElsewhere(diagnostics, others));
    draw(cell, checked.marks);
  }

  private _codeCells(): ICellModel[] {
    return this._panel.content.widgets.map(cell => cell.model).filter(model => model.type === 'code');
  }

  private readonly _check = new Debouncer(() => this._checkChanged(), quietMs);
  private readonly _checked = new Map<string, CheckedCell>();
  /** The cells as the kernel knows them. */
  private _order = '';
  private _isDisposed = false;
}

function draw(cell: Cell, marks: readonly Mark[]): void {
  if (cell.isDisposed || !(cell.editor instanceof CodeMirrorEditor)) return;
  const { state } = cell.editor.editor;
  const fitting = marks.filter(mark => mark.to <= state.doc.length).map(withActions);
  cell.editor.editor.dispatch(setDiagnostics(state, fitting));
}

/** What would mend it, as buttons in the box that explains it. */
function withActions({ fixes, ...mark }: Mark): Diagnostic {
  return {
    ...mark,
    actions: fixes.map(({ title, edits }) => ({
      name: title,
      apply: view =>
        view.dispatch({ changes: toChanges(view.state.doc.toString(), edits), userEvent: 'input' })
    }))
  };
}
