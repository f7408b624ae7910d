/**
 * The worker's end of the line to the main thread: hands out what arrives in the order it was made, printed text and
 * messages alike, and gathers text for ten milliseconds at a time.
 */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { ToMain, ToWorker } from '../channel/messages.js';
import { RingReader, type RingRecord } from '../channel/ring.js';

const gatherTime = 10;

export class MainThread {
  private readonly ring: RingReader;
  private gathering = false;
  private isReady = false;
  private readonly waiting: ToMain[] = [];

  constructor(
    private readonly port: MessagePort,
    memory: SharedArrayBuffer,
    private readonly events: { text(record: RingRecord): void; message(message: ToWorker): void }
  ) {
    this.ring = new RingReader(memory);
    port.on('message', (message: ToWorker) => this.receive(message));
  }

  /** Before the main thread listens, messages would be lost. */
  send(message: ToMain): void {
    if (this.isReady) this.port.postMessage(message);
    else this.waiting.push(message);
  }

  private receive(message: ToWorker): void {
    if (message.type === 'doorbell') {
      if (!this.gathering) this.gather();
      return;
    }
    this.drain(message.at);
    if (message.type === 'ready') {
      this.isReady = true;
      for (const one of this.waiting.splice(0)) this.port.postMessage(one);
    }
    this.events.message(message);
  }

  /** Text up to now; but first the messages that were made before its end and wait in the port. */
  private gather(): void {
    this.gathering = true;
    const until = this.ring.written;
    for (;;) {
      const waiting: { message: ToWorker } | undefined = receiveMessageOnPort(this.port);
      if (!waiting) break;
      this.receive(waiting.message);
    }
    const found = this.drain(until);
    if (found === 0 && this.ring.sleep()) {
      this.gathering = false;
      return;
    }
    setTimeout(() => this.gather(), gatherTime);
  }

  private drain(until: number): number {
    const records = this.ring.read(until);
    for (const record of records) this.events.text(record);
    return records.length;
  }
}
