/** The open comms of the main thread: objects the front end and the cells talk through. */
import type { Comm, CommMessage } from '@sonde/schema/display';
import type { CommData } from '../channel/messages.js';
import { uniqueId } from './unique-id.js';

type Send = (comm: CommData) => void;
type Options = { metadata?: Record<string, unknown>; buffers?: Uint8Array[] };

export class Comms {
  private readonly open = new Map<string, CellComm>();
  private readonly targets = new Map<string, (comm: Comm, data: unknown) => void>();

  /** The message that is being handled: what is sent meanwhile answers it. */
  private handling: number | undefined;

  constructor(
    private readonly post: Send,
    /** A message has been handled: its sender may send the next. */
    private readonly handled: (id: number) => void
  ) {}

  create(target: string, data: unknown, options: Options = {}): Comm {
    const comm = this.add(uniqueId(), target);
    this.send({ event: 'open', id: comm.id, target, ...content(data, options) });
    return comm;
  }

  accept(target: string, open: (comm: Comm, data: unknown) => void): void {
    this.targets.set(target, open);
  }

  /** A message from the front end. What a handler throws is thrown on. */
  deliver(id: number, message: CommData): void {
    this.cutShort();
    this.handling = id;
    try {
      this.receive(message);
    } finally {
      this.cutShort();
    }
  }

  /** The handler has ended; or it was terminated, which no `finally` sees. True if one was running. */
  cutShort(): boolean {
    const id = this.handling;
    if (id === undefined) return false;
    this.handling = undefined;
    this.handled(id);
    return true;
  }

  private send(comm: CommData): void {
    this.post({ ...comm, ...(this.handling !== undefined && { answers: this.handling }) });
  }

  private receive({ event, id, target, data, metadata, buffers }: CommData): void {
    if (event === 'open') {
      const open = this.targets.get(target ?? '');
      if (!open) return this.send({ event: 'close', id, ...content({}, {}) });
      open(this.add(id, target ?? ''), data);
      return;
    }
    const comm = this.open.get(id);
    if (!comm) return;
    const message: CommMessage = { data, metadata, buffers };
    if (event === 'message') {
      comm.onMessage?.(message);
    } else {
      this.open.delete(id);
      comm.onClose?.(message);
    }
  }

  private add(id: string, target: string): CellComm {
    const comm = new CellComm(id, target, message => {
      if (!this.open.has(id)) return;
      if (message.event === 'close') this.open.delete(id);
      this.send(message);
    });
    this.open.set(id, comm);
    return comm;
  }
}

class CellComm implements Comm {
  onMessage: Comm['onMessage'] = undefined;
  onClose: Comm['onClose'] = undefined;

  constructor(
    readonly id: string,
    readonly target: string,
    private readonly post: Send
  ) {}

  send(data: unknown, options: Options = {}): void {
    this.post({ event: 'message', id: this.id, ...content(data, options) });
  }

  close(data: unknown = {}): void {
    this.post({ event: 'close', id: this.id, ...content(data, {}) });
  }
}

function content(data: unknown, { metadata = {}, buffers = [] }: Options) {
  return { data: data ?? {}, metadata, buffers };
}
