/**
 * Receives all requests, checks them, and hands them to the kernel. Until that is there, which takes longer to load than
 * to listen, it says itself who we are: nothing else is asked of a kernel that starts.
 */
import type { KernelLanguage } from '../options.js';
import { kernelInfo } from './kernel-info.js';
import { log } from './log.js';
import { Publisher, type Request } from './publisher.js';
import type { RequestChannel, Transport, TransportEvents } from './transport.js';
import type { Wire } from './wire.js';

export interface RequestReceiver {
  receive(request: Request): void;
}

/** So long nobody may ask, in milliseconds, before the kernel is loaded unasked. */
const patience = 50;

export class Reception implements TransportEvents {
  readonly publisher: Publisher;
  private kernel: RequestReceiver | undefined;
  private calling = false;
  /** In the order in which they came. */
  private readonly waiting: Request[] = [];

  constructor(
    readonly transport: Transport,
    private readonly wire: Wire,
    private readonly language: KernelLanguage,
    private readonly loadKernel: (reception: Reception) => Promise<RequestReceiver>
  ) {
    this.publisher = new Publisher(wire, transport);
    this.publisher.status('starting', {});
    transport.receive(this);
    setTimeout(() => this.call(), patience);
  }

  message(channel: RequestChannel, frames: Uint8Array[]): void {
    const message = this.wire.decode(frames, why => log(`Dropped a message on ${channel}: ${why}`));
    if (!message) return;
    const request: Request = { channel, message };
    if (this.kernel) return this.kernel.receive(request);
    const isFirst = this.waiting.length === 0;
    if (isFirst && channel !== 'stdin' && message.header.msg_type === 'kernel_info_request')
      this.introduce(request);
    else this.waiting.push(request);
    // When the answer is on its way.
    setImmediate(() => this.call());
  }

  subscribed(topic: Uint8Array): void {
    this.publisher.welcome(topic);
  }

  private introduce(request: Request): void {
    const parent = request.message.header;
    this.publisher.status('busy', parent);
    this.publisher.reply(request, kernelInfo(this.language));
    this.publisher.status('idle', parent);
  }

  private call(): void {
    if (this.calling) return;
    this.calling = true;
    void this.loadKernel(this).then(kernel => {
      this.kernel = kernel;
      for (const request of this.waiting.splice(0)) kernel.receive(request);
    });
  }
}
