/**
 * The five sockets behind a small interface, here over the zeromq package. A socket of that package refuses a second
 * send while one is under way, so each has its own queue; and the process aborts when it exits with sockets open, so
 * they are closed first.
 */
import { Router, XPublisher, type Socket } from 'zeromq';
import type { Channel, ChannelPorts, Connection } from './connection.js';

export type RequestChannel = 'shell' | 'control' | 'stdin';

export interface TransportEvents {
  message(channel: RequestChannel, frames: Uint8Array[]): void;
  /** A front end listens on iopub now. */
  subscribed(topic: Uint8Array): void;
}

export interface Transport {
  /** Where it listens; 0 for what is no port. */
  readonly ports: ChannelPorts;
  /** Hands out what has come and what comes. Once. */
  receive(events: TransportEvents): void;
  /** Never drops, never waits, keeps order per channel. */
  send(channel: RequestChannel | 'iopub', frames: Uint8Array[]): void;
  /** Everything sent so far is handed to the operating system, then the sockets are closed. */
  close(): Promise<void>;
}

export function openZeroMq({ address, curve }: Connection): Transport {
  // The default context's termination would wait on messages to front ends that are gone.
  const routers = {
    shell: new Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 }),
    control: new Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 }),
    stdin: new Router({ linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 })
  };
  const iopub = new XPublisher({ linger: 1000, sendHighWaterMark: 0, verbosity: 'allSubs' });
  // Not a reply socket: in the zeromq package that one aborts the process on a request without its empty frame.
  const heartbeat = new Router({ linger: 0, mandatory: false, handover: true });
  const sockets: Record<Channel, Socket> = { ...routers, iopub, hb: heartbeat };
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
  try {
    // At once: a bind in the background takes its way through the thread pool, five times.
    for (const [channel, socket] of Object.entries(sockets)) socket.bindSync(address[channel as Channel]);
  } catch (error) {
    closeAll();
    throw error;
  }

  const receiving: Promise<void>[] = [];
  const queues = {
    shell: new SendQueue(routers.shell),
    control: new SendQueue(routers.control),
    stdin: new SendQueue(routers.stdin),
    iopub: new SendQueue(iopub)
  };
  const portOf = (channel: Channel) => Number(/:(\d+)$/.exec(sockets[channel].lastEndpoint ?? '')?.[1] ?? 0);
  return {
    ports: {
      shell_port: portOf('shell'),
      control_port: portOf('control'),
      stdin_port: portOf('stdin'),
      iopub_port: portOf('iopub'),
      hb_port: portOf('hb')
    },
    receive(events) {
      for (const [channel, router] of Object.entries(routers)) {
        receiving.push(each(router, frames => events.message(channel as RequestChannel, frames)));
      }
      receiving.push(
        each(iopub, ([frame]) => frame?.[0] === 1 && events.subscribed(frame.subarray(1))),
        each(heartbeat, frames => heartbeat.send(frames))
      );
    },
    send: (channel, frames) => queues[channel].push(frames),
    async close() {
      await Promise.all(Object.values(queues).map(queue => queue.close()));
      closeAll();
      // The loops end with their sockets; a send that was cut off is of no interest any more.
      await Promise.allSettled(receiving);
    }
  };
}

/** Until the socket is closed. */
async function each(socket: AsyncIterable<Buffer[]>, handle: (frames: Buffer[]) => unknown): Promise<void> {
  for await (const frames of socket) await handle(frames);
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
