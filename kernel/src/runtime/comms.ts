/** The open comms of the main thread: objects the front end and the cells talk through. */
import { randomUUID } from 'node:crypto';
import type { Comm, CommMessage } from '@sonde/schema/display';
import type { CommData } from '../channel/messages.js';

type Send = (comm: CommData) => void;
type Options = { metadata?: Record<string, unknown>; buffers?: Uint8Array[] };

export class Comms {
  private readonly open = new Map<string, CellComm>();
  private readonly targets = new Map<string, (comm: Comm, data: unknown) => void>();

  constructor(private readonly send: Send) {}

  create(target: string, data: unknown, options: Options = {}): Comm {
    const comm = this.add(randomUUID(), target);
    this.send({ event: 'open', id: comm.id, target, ...content(data, options) });
    return comm;
  }

  accept(target: string, open: (comm: Comm, data: unknown) => void): void {
    this.targets.set(target, open);
  }

  /** A message from the front end. */
  receive({ event, id, target, data, metadata, buffers }: CommData): void {
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
