/**
 * Fetches something small over http(s): a list, a card, a README, a picture. It waits and reads only so much, and everything that can fail is
 * a sentence. Which addresses may be reached, open-address.ts says.
 */
import type { IncomingMessage } from 'node:http';
import { SondeError } from '@sonde/schema';
import { openAddress, unreachable, type OpenOptions } from './open-address.js';

export interface FetchOptions extends OpenOptions {
  /** Milliseconds until it gives up. Default 15,000. */
  timeout?: number;
  /** Default 4 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

interface Answer {
  etag?: string;
  /** IP address of the server that answered, where that is one of this machine or of a private network. */
  server?: string;
}

export interface Fetched extends Answer {
  /** Undefined when it has not changed since `etag`. */
  text?: string;
}

export interface FetchedData extends Answer {
  data?: Uint8Array;
}

export async function fetchText(address: string, options: FetchOptions = {}): Promise<Fetched> {
  const { data, ...answer } = await fetchData(address, options);
  return data ? { ...answer, text: Buffer.from(data).toString('utf8') } : answer;
}

export async function fetchData(address: string, options: FetchOptions = {}): Promise<FetchedData> {
  const { timeout = 15_000, signal } = options;
  const limit = new AbortController();
  // A timer of our own: it must not keep the process alive in the background, and must do so otherwise.
  const timer = setTimeout(
    () => limit.abort(unreachable(address, `did not answer within ${timeout / 1000} s`)),
    timeout
  );
  if (options.background) timer.unref();
  try {
    const both = AbortSignal.any([limit.signal, ...(signal ? [signal] : [])]);
    const { url, response, server } = await openAddress(address, options, both);
    const { etag } = response.headers;
    if (response.statusCode === 304) {
      response.destroy();
      return { etag, server };
    }
    return { data: await readBody(response, url, options.maxBytes ?? 4 << 20, both), etag, server };
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
  signal: AbortSignal
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw unreachable(url.href, `sends more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof SondeError) throw error;
    throw unreachable(url.href, 'broke off in the middle', error);
  }
  return Buffer.concat(chunks);
}
