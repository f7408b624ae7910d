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
    const identities = [Buffer.from(type)];
    this.transport.send(
      'iopub',
      this.wire.encode({ identities, header: this.wire.header(type), parent, metadata, content, buffers })
    );
  }

  status(state: 'starting' | 'busy' | 'idle', parent: Partial<Header>): void {
    this.publish('status', { execution_state: state }, parent);
  }

  reply({ channel, message }: Request, content: Content, metadata: Content = {}): void {
    const type = message.header.msg_type.replace(/_request$/, '_reply');
    this.send(channel, type, content, message, metadata);
  }

  /** A request of ours to the front end that sent `message`. */
  ask(type: string, content: Content, message: Message): void {
    this.send('stdin', type, content, message, {});
  }

  private send(
    channel: RequestChannel,
    type: string,
    content: Content,
    to: Message,
    metadata: Content
  ): void {
    this.transport.send(
      channel,
      this.wire.encode({
        identities: to.identities,
        header: this.wire.header(type),
        parent: to.header,
        metadata,
        content,
        buffers: []
      })
    );
  }
}
