/**
 * Keeps the type errors of one notebook up to date: sends cells that have changed to the checker in the kernel and
 * underlines what comes back. Where the kernel has no checker nothing happens.
 */
import { setDiagnostics } from '@codemirror/lint';
import type { Cell, ICellModel } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import { withoutDeclaredElsewhere } from './elsewhere.js';
import { diagnosticsTarget, type CheckReply, type CheckRequest } from './messages.js';
import { toMarks, type Mark } from './ranges.js';

/** How long a cell rests after a key before it is checked. */
const quietMs = 250;

interface CheckedCell {
  code: string;
  version: number;
  marks: Mark[];
}

export class NotebookDiagnostics {
  constructor(private readonly _panel: NotebookPanel) {
    const { sessionContext, content } = _panel;
    sessionContext.kernelChanged.connect(this._onKernel, this);
    sessionContext.statusChanged.connect(this._onStatus, this);
    content.modelChanged.connect(this._watchCells, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    void sessionContext.ready.then(() => this._onKernel());
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    if (this._comm?.isDisposed === false) this._comm.close();
    this._disconnect();
    this._check.dispose();
    Signal.clearData(this);
  }

  /** Another kernel, or none: what the last one said is void. */
  private _onKernel(): void {
    this._refused = false;
    this._disconnect();
    void this._connect();
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._refused = false;
      this._disconnect();
    } else if (status === 'idle' && !this._comm) {
      void this._connect();
    }
  }

  private async _connect(): Promise<void> {
    const kernel = this._panel.sessionContext.session?.kernel;
    if (!kernel || kernel.name !== 'sonde' || this._refused || this._comm) return;
    const { language_info: language } = await kernel.info;
    if (language.name !== 'typescript' || this._comm || this._isDisposed) return;
    const comm = kernel.createComm(diagnosticsTarget);
    this._comm = comm;
    comm.onMsg = message => this._onReply(message.content.data as unknown as CheckReply);
    comm.onClose = () => {
      // The kernel has no checker, or gave it up. Asking again would only repeat the answer.
      if (this._comm === comm) this._refused = true;
      this._disconnect();
    };
    comm.open();
    this._watchCells();
    void this._check.invoke();
  }

  private _disconnect(): void {
    this._comm?.dispose();
    this._comm = undefined;
    this._checked.clear();
    for (const cell of this._panel.content?.widgets ?? []) draw(cell, []);
  }

  /** Connecting a slot twice does nothing, so all cells can be gone through at every change. */
  private _watchCells(): void {
    if (!this._comm) return;
    this._panel.content.model?.cells.changed.connect(this._watchCells, this);
    for (const cell of this._panel.content.widgets) {
      if (cell.model.type !== 'code') continue;
      cell.model.sharedModel.changed.connect(this._onCellChanged, this);
      cell.inViewportChanged.connect(this._onCellShown, this);
      if (!this._checked.has(cell.model.id)) void this._check.invoke();
    }
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
    if (notebook !== this._panel.content || !this._comm) return;
    for (const checked of this._checked.values()) checked.code = '';
    void this._check.invoke();
  }

  private _checkChanged(): void {
    if (!this._comm || this._isDisposed) return;
    for (const model of this._codeCells()) {
      const code = model.sharedModel.getSource();
      const before = this._checked.get(model.id);
      if (before?.code === code) continue;
      const version = (before?.version ?? 0) + 1;
      this._checked.set(model.id, { code, version, marks: before?.marks ?? [] });
      const request: CheckRequest = { cell: model.id, code, version };
      // The answer comes as a message of its own; the future would only hold memory.
      this._comm.send(request as unknown as JSONObject, undefined, undefined, true);
    }
  }

  private _onReply({ cell: id, version, diagnostics }: CheckReply): void {
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
  private _comm: Kernel.IComm | undefined;
  private _refused = false;
  private _isDisposed = false;
}

function draw(cell: Cell, marks: readonly Mark[]): void {
  if (cell.isDisposed || !(cell.editor instanceof CodeMirrorEditor)) return;
  const { state } = cell.editor.editor;
  const fitting = marks.filter(mark => mark.to <= state.doc.length);
  cell.editor.editor.dispatch(setDiagnostics(state, fitting));
}
