/** Everything that leaves the kernel: replies to whom they belong, and broadcasts under the request that caused them. */
import type { Header, Message, Wire } from './wire.js';
import type { RequestChannel, Transport } from './transport.js';

export interface Request {
  channel: RequestChannel;
  message: Message;
}

type Content = Record<string, unknown>;

export class Publisher {
  constructor(
    private readonly wire: Wire,
    private readonly transport: Transport
  ) {}

  publish(
    type: string,
    content: Content,
    parent: Partial<Header>,
    { metadata = {}, buffers = [] }: { metadata?: Content; buffers?: Uint8Array[] } = {}
  ): void {
    const header = this.wire.header(type);
    const frames = this.encode({
      identities: [Buffer.from(type)],
      header,
      parent,
      metadata,
      content,
      buffers
    });
    if (frames instanceof Error)
      return this.publish(
        'stream',
        { name: 'stderr', text: `Cannot send ${type}: ${frames.message}\n` },
        parent
      );
    this.transport.send('iopub', frames);
  }

  /** To front ends whose subscription begins with `topic`, which they have just made (JEP 65). */
  welcome(topic: Uint8Array): void {
    const content = { subscription: Buffer.from(topic).toString() };
    const header = this.wire.header('iopub_welcome');
    const message = { header, parent: {}, metadata: {}, content, buffers: [] };
    this.transport.send('iopub', this.wire.encode({ ...message, identities: [topic] }));
  }

  status(state: 'starting' | 'busy' | 'idle', parent: Partial<Header>): void {
    this.publish('status', { execution_state: state }, parent);
  }

  reply({ channel, message }: Request, content: Content, metadata: Content = {}): void {
    const type = message.header.msg_type.replace(/_request$/, '_reply');
    this.send(channel, type, content, message, metadata);
  }

  /** A request of ours to the front end that sent `message`. Returns its id. */
  ask(type: string, content: Content, message: Message): string {
    return this.send('stdin', type, content, message, {});
  }

  private send(
    channel: RequestChannel,
    type: string,
    content: Content,
    to: Message,
    metadata: Content
  ): string {
    const answer = { identities: to.identities, parent: to.header, metadata, buffers: [] };
    const header = this.wire.header(type);
    const frames = this.encode({ ...answer, header, content });
    if (frames instanceof Error) {
      const { name, message } = frames;
      const failure = {
        status: 'error',
        ename: name,
        evalue: `Cannot send ${type}: ${message}`,
        traceback: []
      };
      this.transport.send(channel, this.wire.encode({ ...answer, header, content: failure, metadata: {} }));
    } else this.transport.send(channel, frames);
    return header.msg_id;
  }

  /** What cells show may be no JSON: a BigInt, a circle. */
  private encode(message: Message): Uint8Array[] | Error {
    try {
      return this.wire.encode(message);
    } catch (error) {
      return error as Error;
    }
  }
}
