/**
 * The way from one notebook to the types in its kernel: opens a comm when the kernel can, opens it again after a restart,
 * carries questions there and answers back. Where the kernel has no types nothing happens.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { PromiseDelegate } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import { editorTarget, type Answers, type CheckReply, type Question } from '@sonde/schema/editor';

type FromKernel = CheckReply | { answer: number; result?: unknown; error?: string };

export class TypesConnection {
  constructor(readonly panel: NotebookPanel) {
    const { sessionContext } = panel;
    sessionContext.kernelChanged.connect(this._onKernel, this);
    sessionContext.statusChanged.connect(this._onStatus, this);
    // After a restart the kernel may be idle before anybody listens, and then says nothing more.
    sessionContext.connectionStatusChanged.connect(this._onReconnected, this);
    void sessionContext.ready.then(() => this._onKernel());
  }

  get isOpen(): boolean {
    return this._comm !== undefined;
  }

  /** The comm was opened, or is gone. */
  get changed(): ISignal<this, boolean> {
    return this._changed;
  }

  /** Something is about to be asked of all cells: the kernel should have what they hold now. */
  get allAsked(): ISignal<this, void> {
    return this._allAsked;
  }

  get checked(): ISignal<this, CheckReply> {
    return this._checked;
  }

  send(message: object): void {
    // Answers come as messages of their own; the future would only hold memory.
    this._comm?.send(message as JSONObject, undefined, undefined, true);
  }

  /** Undefined when there is nothing to say, or nobody to ask. Rejects with the kernel's sentence. */
  async ask<What extends keyof Answers>(what: What, question: Question): Promise<Answers[What] | undefined> {
    if (!this._comm) return undefined;
    if (what === 'rename' || what === 'definitions') this._allAsked.emit();
    const id = this._next++;
    const answer = new PromiseDelegate<unknown>();
    this._asked.set(id, answer);
    this.send({ ask: what, id, ...question });
    return ((await answer.promise) ?? undefined) as Answers[What] | undefined;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    if (this._comm?.isDisposed === false) this._comm.close();
    this._disconnect();
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

  private _onReconnected(_: unknown, status: Kernel.ConnectionStatus): void {
    if (status === 'connected' && !this._comm) void this._connect();
  }

  private async _connect(): Promise<void> {
    const kernel = this.panel.sessionContext.session?.kernel;
    if (!kernel || kernel.name !== 'sonde' || this._refused || this._comm) return;
    const { language_info: language } = await kernel.info;
    if (language.name !== 'typescript' || this._comm || this._isDisposed) return;
    const comm = kernel.createComm(editorTarget);
    this._comm = comm;
    comm.onMsg = message => this._onMessage(message.content.data as unknown as FromKernel);
    comm.onClose = () => {
      // The kernel has no checker, or gave it up. Asking again would only repeat the answer.
      if (this._comm === comm) this._refused = true;
      this._disconnect();
    };
    comm.open();
    this._changed.emit(true);
  }

  private _disconnect(): void {
    const comm = this._comm;
    this._comm = undefined;
    comm?.dispose();
    for (const asked of this._asked.values()) asked.resolve(undefined);
    this._asked.clear();
    if (comm) this._changed.emit(false);
  }

  private _onMessage(message: FromKernel): void {
    if (!('answer' in message)) return this._checked.emit(message);
    const asked = this._asked.get(message.answer);
    this._asked.delete(message.answer);
    if (message.error === undefined) asked?.resolve(message.result);
    else asked?.reject(new Error(message.error));
  }

  private readonly _changed = new Signal<this, boolean>(this);
  private readonly _allAsked = new Signal<this, void>(this);
  private readonly _checked = new Signal<this, CheckReply>(this);
  private readonly _asked = new Map<number, PromiseDelegate<unknown>>();
  private _next = 1;
  private _comm: Kernel.IComm | undefined;
  private _refused = false;
  private _isDisposed = false;
}
