/**
 * Runs the service on a unix socket, or on a port of this machine. One process per socket: it takes over the socket
 * of a dead one and refuses to stand beside a living one.
 */
import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { SondeError } from '@sonde/schema';
import { Jobs, keepSchedules } from '@sonde/toolkit';
import { createApp, type AppOptions } from './app.js';
import { Predictors } from './predictor.js';
import { Uploads } from './uploads.js';

export interface ServeOptions extends AppOptions {
  /** Path of the unix socket. */
  socket?: string;
  /** A port on 127.0.0.1 instead; 0 takes a free one. */
  port?: number;
}

export interface Served {
  /** The socket's path, or `http://127.0.0.1:<port>`. */
  readonly address: string;
  /** Ends all connections and removes the socket. */
  close(): Promise<void>;
}

export async function serve({ socket, port, ...options }: ServeOptions): Promise<Served> {
  const { jobs = new Jobs() } = options;
  const { predictors = new Predictors({ env: { SONDE_HOME: jobs.home } }) } = options;
  const { uploads = new Uploads(jobs.home) } = options;
  // Old files in the way of nobody are no reason not to start.
  uploads.purge().catch((error: unknown) => console.error(error));
  const stop = new AbortController();
  keepSchedules(jobs, { signal: stop.signal });
  void jobs.keepUp({ signal: stop.signal });
  const app = createApp({ ...options, jobs, predictors, uploads });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const listening = socket === undefined ? listenOnPort(server, port ?? 0) : listenOnSocket(server, socket);
  const address = await listening.catch((cause: unknown) => {
    if (cause instanceof SondeError) throw cause;
    const where = socket ?? `port ${port ?? 0}`;
    throw new SondeError('cannot-listen', `Cannot listen on ${where}: ${(cause as Error).message}`, {
      cause
    });
  });
  return {
    address,
    async close() {
      stop.abort();
      const closed = once(server, 'close');
      server.close(); // removes the socket
      server.closeAllConnections();
      predictors.close();
      await closed;
    }
  };
}

async function listenOnPort(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function listenOnSocket(server: Server, path: string): Promise<string> {
  if (await isServed(path)) {
    throw new SondeError('socket-taken', `Cannot listen on ${path}: another process does`, {
      hint: 'End that process, or give another path.'
    });
  }
  rmSync(path, { force: true });
  // The socket must never be open to others, not even for a moment: the mask acts when it is made.
  const mask = process.umask(0o177);
  try {
    server.listen(path);
    await once(server, 'listening');
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  return path;
}

/** True when somebody answers at the socket. */
async function isServed(path: string): Promise<boolean> {
  const probe = connect(path);
  try {
    await once(probe, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    probe.destroy();
  }
}
