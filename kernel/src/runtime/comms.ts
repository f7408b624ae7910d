/** The open comms of the main thread: objects the front end and the cells talk through. */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Comm, CommMessage } from '@sonde/schema/display';
import type { CommData, EarlyComm, NumberedComm } from '../channel/messages.js';
import { uniqueId } from './unique-id.js';

type Send = (comm: CommData) => void;
type Options = { metadata?: Record<string, unknown>; buffers?: Uint8Array[] };

export interface CommsLink {
  post: Send;
  /** A message has been handled: its sender may send the next. */
  handled(id: number): void;
  /** A handler has thrown. */
  failed(error: unknown): void;
}

/** So long code must have gone on without a pause, in milliseconds, before it is taken for a loop that leaves no room. */
const busyTime = 100;
/** How often such a loop hears what has come, in milliseconds. */
const hearTime = 16;

export class Comms {
  private readonly open = new Map<string, CellComm>();
  private readonly targets = new Map<string, (comm: Comm, data: unknown) => void>();

  /** The messages that are being handled, the last within those before; what is sent meanwhile answers it. */
  private readonly handling: number[] = [];
  /** What came through `meanwhile` and not yet as usual. */
  private readonly early: EarlyComm[] = [];
  /** Those of them that were handled already, by number. */
  private readonly done = new Set<number>();
  /** When this turn of the event loop was first seen, and the last look at what has come. */
  private turn: number | undefined;
  private looked = 0;

  /** @param meanwhile where what comes can be seen before this turn of the event loop is over */
  constructor(
    private readonly link: CommsLink,
    private readonly meanwhile: MessagePort
  ) {}

  create(target: string, data: unknown, options: Options = {}): Comm {
    const comm = this.add(uniqueId(), target);
    this.send({ event: 'open', id: comm.id, target, ...content(data, options) });
    return comm;
  }

  accept(target: string, open: (comm: Comm, data: unknown) => void): void {
    this.targets.set(target, open);
  }

  /** A message from the front end, in its turn. */
  deliver({ id, comm }: NumberedComm): void {
    this.takeEarly();
    const at = this.early.findIndex(one => one.id === id);
    if (at >= 0) this.early.splice(at, 1);
    if (!this.done.delete(id)) this.handle({ id, comm });
  }

  /** What has come while code leaves no room for it. See the display port. */
  hear(): void {
    const now = performance.now();
    if (this.turn === undefined) {
      this.turn = now;
      setImmediate(() => (this.turn = undefined));
    }
    if (now - this.turn < busyTime || now - this.looked < hearTime) return;
    this.looked = now;
    this.takeEarly();
    for (let [next] = this.early; next?.comm; [next] = this.early) {
      this.early.shift();
      this.done.add(next.id);
      this.handle({ id: next.id, comm: next.comm });
    }
  }

  /** The handlers have ended; or they were terminated, which no `finally` sees. True if one was running. */
  cutShort(): boolean {
    const ids = this.handling.splice(0);
    for (const id of ids.reverse()) this.link.handled(id);
    return ids.length > 0;
  }

  private handle({ id, comm }: NumberedComm): void {
    this.handling.push(id);
    try {
      this.receive(comm);
    } catch (error) {
      this.link.failed(error);
    } finally {
      // Unless the interrupt that ended it has said so.
      if (this.handling.at(-1) === id) {
        this.handling.pop();
        this.link.handled(id);
      }
    }
  }

  private takeEarly(): void {
    for (;;) {
      const found: { message: EarlyComm } | undefined = receiveMessageOnPort(this.meanwhile);
      if (!found) return;
      this.early.push(found.message);
    }
  }

  private send(comm: CommData): void {
    const answers = this.handling.at(-1);
    this.link.post({ ...comm, ...(answers !== undefined && { answers }) });
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
