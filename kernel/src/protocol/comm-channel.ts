/** Comm messages both ways: between the front end and whoever answers a comm, the main thread or the worker itself. */
import type { CommData, NumberedComm } from '../channel/messages.js';
import { CommTable } from './comm-table.js';
import type { Publisher } from './publisher.js';
import type { Message } from './wire.js';

type Content = Record<string, unknown>;

/** Answers a comm in the worker. `open` is the message that opened it. */
export type WorkerComm = (comm: CommData, open: Message) => (comm: CommData) => undefined;

export class CommChannel {
  private readonly comms = new CommTable();
  /** Messages that the main thread has not yet handled. */
  private readonly unhandled = new Map<number, { message: Message; handled(): void }>();
  private next = 1;

  constructor(
    private readonly publisher: Publisher,
    /** By target. */
    private readonly inWorker: Readonly<Record<string, WorkerComm>>,
    private readonly toMain: (message: NumberedComm) => void
  ) {}

  /** The `comms` of a comm_info_reply. */
  info(target: unknown): Record<string, { target_name: string }> {
    return this.comms.info(target);
  }

  /** Resolves when the message has been handled: until then the kernel is busy with it. */
  async receive(event: CommData['event'], message: Message): Promise<undefined> {
    const { comm_id, target_name, data } = message.content;
    const comm: CommData = {
      event,
      id: String(comm_id),
      ...(typeof target_name === 'string' && { target: target_name }),
      data: data ?? {},
      metadata: message.metadata,
      // Views of the socket's memory: the main thread gets its own.
      buffers: message.buffers.map(buffer => new Uint8Array(buffer))
    };
    const ours = this.comms.receive(comm);
    if (ours) return ours(comm);
    const target = event === 'open' ? (comm.target ?? '') : '';
    if (Object.hasOwn(this.inWorker, target)) {
      this.comms.add(comm.id, target, this.inWorker[target]?.(comm, message));
      return undefined;
    }
    const id = this.next++;
    const done = new Promise<void>(handled => this.unhandled.set(id, { message, handled }));
    this.toMain({ id, comm });
    await done;
    this.unhandled.delete(id);
    return undefined;
  }

  handled(id: number): void {
    this.unhandled.get(id)?.handled();
  }

  /** `parent`: the header of what made the kernel send it, where it does not answer a message of the front end. */
  send(comm: CommData, parent: Content): void {
    this.comms.send(comm);
    const { event, id, target, data, metadata, buffers } = comm;
    const content = { comm_id: id, data, ...(event === 'open' && { target_name: target }) };
    const type = event === 'message' ? 'comm_msg' : `comm_${event}`;
    const answered = this.unhandled.get(comm.answers ?? 0)?.message.header;
    this.publisher.publish(type, content, answered ?? parent, { metadata, buffers });
  }
}
