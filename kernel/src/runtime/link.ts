/** The main thread's end of the line to the protocol worker: the port for messages, the ring for text. */
import type { Worker } from 'node:worker_threads';
import type { ToWorker } from '../channel/messages.js';
import { RingWriter, type StreamName } from '../channel/ring.js';

type Unplaced<T> = T extends unknown ? Omit<T, 'at'> : never;

export class Link {
  private readonly ring: RingWriter;
  constructor(
    private readonly worker: Worker,
    memory: SharedArrayBuffer,
    private readonly cells: () => { readonly run: number }
  ) {
    this.ring = new RingWriter(memory, () => this.send({ type: 'doorbell' }));
  }

  /** The cell that runs now, or the last that ran: where outputs go. */
  get run(): number {
    return this.cells().run;
  }

  /** `run`: whose text it is, when it is not that of the cell that runs. */
  print(stream: StreamName, text: string, run: number = this.run): void {
    if (text.length > 0) this.ring.write(run, stream, text);
  }

  /** Everything printed before goes out before. */
  send(message: Unplaced<ToWorker>, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage({ ...message, at: this.ring.position }, transfer);
  }
}
