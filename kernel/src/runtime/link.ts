/** The main thread's end of the line to the protocol worker: the port for messages, the ring for text. */
import type { MessagePort, Worker } from 'node:worker_threads';
import type { ToWorker } from '../channel/messages.js';
import { RingWriter, type StreamName } from '../channel/ring.js';
import type { RunningCells } from './running-cells.js';

type Unplaced<T> = T extends unknown ? Omit<T, 'at'> : never;

/** A run of a cell, and the message that asked for it. */
export interface Place {
  readonly run: number;
  readonly request: string;
}

export class Link {
  private readonly ring: RingWriter;
  constructor(
    private readonly worker: Worker,
    memory: SharedArrayBuffer,
    private readonly cells: () => RunningCells
  ) {
    this.ring = new RingWriter(memory, () => this.send({ type: 'doorbell' }));
  }

  /** Where outputs go: to the cell that runs now, or the last that ran, or the one that work was handed back to. */
  get place(): Place {
    return this.cells().place;
  }

  get run(): number {
    return this.cells().run;
  }

  /** Runs work for a cell that ran before. Its outputs go there, also after its awaits. */
  within<T>(place: Place, work: () => T): T {
    return this.cells().within(place.run, work);
  }

  /** `run`: whose text it is, when it is not that of the cell that runs. */
  print(stream: StreamName, text: string, run: number = this.run): void {
    if (text.length > 0) this.ring.write(run, stream, text);
  }

  /** Everything printed before goes out before. */
  send(message: Unplaced<ToWorker>, transfer: (ArrayBuffer | MessagePort)[] = []): void {
    this.worker.postMessage({ ...message, at: this.ring.position }, transfer);
  }
}
