/**
 * The five sockets behind a small interface, here over the zeromq package. A socket of that package refuses a second
 * send while one is under way, so each has its own queue; and the process aborts when it exits with sockets open, so
 * they are closed first.
 */
import { createRequire } from 'node:module';
import type * as ZeroMq from 'zeromq';
import type { Channel, Connection } from './connection.js';

export type RequestChannel = 'shell' | 'control' | 'stdin';

export interface TransportEvents {
  message(channel: RequestChannel, frames: Uint8Array[]): void;
  /** A front end listens on iopub now. */
  subscribed(topic: Uint8Array): void;
}

export interface Transport {
  /** Never drops, never waits, keeps order per channel. */
  send(channel: RequestChannel | 'iopub', frames: Uint8Array[]): void;
  /** Everything sent so far is handed to the operating system, then the sockets are closed. */
  close(): Promise<void>;
}

export async function openZeroMq(
  { address, curve }: Connection,
  events: TransportEvents
): Promise<Transport> {
  const zmq = createRequire(import.meta.url)('zeromq') as typeof ZeroMq;
  // The default context's termination would wait on messages to front ends that are gone.
  const routers = {
    shell: new zmq.Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 }),
    control: new zmq.Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 }),
    stdin: new zmq.Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 })
  };
  const iopub = new zmq.XPublisher({ linger: 1000, sendHighWaterMark: 0, verbosity: 'allSubs' });
  // Not a reply socket: in the zeromq package that one aborts the process on a request without its empty frame.
  const heartbeat = new zmq.Router({ linger: 0, mandatory: false, handover: true });
  const sockets: Record<Channel, ZeroMq.Socket> = { ...routers, iopub, hb: heartbeat };
  for (const router of Object.values(routers)) {
    // Multi-identity front ends come and go; a vanished one must not be an error.
    router.mandatory = false;
    router.handover = true;
  }
  if (curve) {
    for (const socket of Object.values(sockets)) {
      socket.curveServer = true;
      socket.curvePublicKey = curve.publicKey;
      socket.curveSecretKey = curve.secretKey;
    }
  }
  const closeAll = () => {
    for (const socket of Object.values(sockets)) socket.close();
  };
  const binding = Object.entries(sockets).map(([channel, socket]) =>
    socket.bind(address[channel as Channel])
  );
  try {
    await Promise.all(binding);
  } catch (error) {
    await Promise.allSettled(binding);
    closeAll();
    throw error;
  }

  const receiving = [
    ...Object.entries(routers).map(async ([channel, router]) => {
      for await (const frames of router) events.message(channel as RequestChannel, frames);
    }),
    (async () => {
      for await (const [frame] of iopub) if (frame?.[0] === 1) events.subscribed(frame.subarray(1));
    })(),
    (async () => {
      for await (const frames of heartbeat) await heartbeat.send(frames);
    })()
  ];
  const queues = {
    shell: new SendQueue(routers.shell),
    control: new SendQueue(routers.control),
    stdin: new SendQueue(routers.stdin),
    iopub: new SendQueue(iopub)
  };
  return {
    send: (channel, frames) => queues[channel].push(frames),
    async close() {
      await Promise.all(Object.values(queues).map(queue => queue.close()));
      closeAll();
      // The loops end with their sockets; a send that was cut off is of no interest any more.
      await Promise.allSettled(receiving);
    }
  };
}

class SendQueue {
  private readonly waiting: Uint8Array[][] = [];
  private sending: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly socket: { send(frames: Uint8Array[]): Promise<void> }) {}

  push(frames: Uint8Array[]): void {
    // An answer that comes after the goodbye has no way out.
    if (this.closed) return;
    this.waiting.push(frames);
    this.sending ??= this.send();
  }

  /** Sends what waits, and takes nothing more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
  }

  private async send(): Promise<void> {
    for (let frames = this.waiting.shift(); frames; frames = this.waiting.shift()) {
      try {
        await this.socket.send(frames);
      } catch (error) {
        // A router that no longer knows the front end (EHOSTUNREACH) drops the message, as libzmq does by default.
        if ((error as { code?: string }).code !== 'EHOSTUNREACH') throw error;
      }
    }
    this.sending = undefined;
  }
}
