/** The connection of every open notebook to the types in its kernel. */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import { TypesConnection } from './connection.js';

export class TypesConnections {
  constructor(tracker: INotebookTracker) {
    tracker.forEach(panel => this._add(panel));
    tracker.widgetAdded.connect((_, panel) => this._add(panel));
  }

  get all(): Iterable<TypesConnection> {
    return this._all.values();
  }

  get added(): ISignal<this, TypesConnection> {
    return this._added;
  }

  of(widget: unknown): TypesConnection | undefined {
    return this._all.get(widget as NotebookPanel);
  }

  private _add(panel: NotebookPanel): void {
    if (this._all.has(panel)) return;
    const connection = new TypesConnection(panel);
    this._all.set(panel, connection);
    // For keys and menus, which only such notebooks have.
    connection.changed.connect((_, isOpen) => panel.toggleClass('sonde-mod-typed', isOpen));
    panel.disposed.connect(() => {
      connection.dispose();
      this._all.delete(panel);
    });
    this._added.emit(connection);
  }

  private readonly _all = new Map<NotebookPanel, TypesConnection>();
  private readonly _added = new Signal<this, TypesConnection>(this);
}
