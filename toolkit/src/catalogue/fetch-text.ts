/**
 * Fetches a small text over http(s): a list, a card, a README. It waits and reads only so much, and goes to a private
 * address only where it is allowed to; that is checked when the connection is made, so that a name which changes its
 * address between two questions gains nothing. Everything that can fail is a sentence.
 */
import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { SondeError } from '@sonde/schema';
import { hostOf, isPrivateAddress } from './private-address.js';

export interface FetchOptions {
  /** Whether addresses of this machine and of private networks may be reached. Default false. */
  allowPrivate?: boolean;
  /** Which IP addresses those are. Default: {@link isPrivateAddress}. */
  isPrivate?: (address: string) => boolean;
  /** What an earlier answer had as ETag: when nothing changed, the answer has no text. */
  etag?: string;
  /** Milliseconds until it gives up. Default 15,000. */
  timeout?: number;
  /** Default 4 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Whether the process may end while this is on its way. Default false. */
  background?: boolean;
}

export interface Fetched {
  /** Undefined when it has not changed since `etag`. */
  text?: string;
  etag?: string;
}

export async function fetchText(address: string, options: FetchOptions = {}): Promise<Fetched> {
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
    const { url, response } = await openAddress(address, options, both);
    const { etag } = response.headers;
    if (response.statusCode === 304) {
      response.destroy();
      return { etag };
    }
    return { text: await readText(response, url, options.maxBytes ?? 4 << 20, both), etag };
  } finally {
    clearTimeout(timer);
  }
}

const maxRedirects = 5;

/** The answer at `address`, redirects followed: 200, or 304 where an `etag` was sent. Its body is the caller's to read. */
export async function openAddress(
  address: string,
  options: Pick<FetchOptions, 'allowPrivate' | 'isPrivate' | 'etag' | 'background'>,
  signal: AbortSignal
): Promise<{ url: URL; response: IncomingMessage }> {
  let url = webAddress(address);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await ask(url, options, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      url = webAddress(headers.location, url);
      continue;
    }
    if (statusCode !== 200 && !(statusCode === 304 && options.etag !== undefined)) {
      response.destroy();
      const code = statusCode === 404 || statusCode === 410 ? 'address-missing' : 'address-unreachable';
      throw new SondeError(code, `${url.href} answered ${statusCode} ${response.statusMessage ?? ''}`.trim());
    }
    return { url, response };
  }
  throw unreachable(address, `redirects more than ${maxRedirects} times`);
}

/** Only http and https, and no user name in it. */
function webAddress(address: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    const from = base ? `${base.href} redirects to "${address}", which` : `"${address}"`;
    throw new SondeError('address-refused', `${from} is not an http or https address`);
  }
  return url;
}

function ask(
  url: URL,
  options: Pick<FetchOptions, 'allowPrivate' | 'isPrivate' | 'etag' | 'background'>,
  signal: AbortSignal
): Promise<IncomingMessage> {
  const { allowPrivate = false, isPrivate = isPrivateAddress, etag, background } = options;
  const host = hostOf(url);
  if (!allowPrivate && isIP(host) && isPrivate(host)) return Promise.reject(refused(url));
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        signal,
        agent: false,
        headers: {
          'User-Agent': 'sonde',
          Accept: '*/*',
          ...(etag !== undefined && { 'If-None-Match': etag })
        },
        ...(!allowPrivate && { lookup: publicLookup(url, isPrivate) })
      },
      resolve
    );
    if (background) request.on('socket', socket => socket.unref());
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (error instanceof SondeError) reject(error);
      else reject(unreachable(url.href, reasons[error.code ?? ''] ?? error.message, error));
    });
    request.end();
  });
}

type LookupAnswer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Looks a host up as Node does, and refuses it when any of its addresses is private. */
function publicLookup(url: URL, isPrivate: (address: string) => boolean) {
  return (host: string, options: LookupOptions, answer: LookupAnswer): void => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      if (error) answer(error, []);
      else if (found.some(({ address }) => isPrivate(address))) answer(refused(url), []);
      else if (options.all) answer(null, found);
      else answer(null, found[0]?.address ?? '', found[0]?.family);
    });
  };
}

async function readText(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
  signal: AbortSignal
): Promise<string> {
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
  return Buffer.concat(chunks).toString('utf8');
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'cannot be found: is this machine online?',
  EAI_AGAIN: 'cannot be looked up: is this machine online?',
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached: is this machine online?',
  ENETUNREACH: 'cannot be reached: is this machine online?',
  ETIMEDOUT: 'did not answer'
};

function unreachable(address: string, reason: string, cause?: unknown): SondeError {
  return new SondeError('address-unreachable', `${address} ${reason}`, { cause });
}

function refused(url: URL): SondeError {
  return new SondeError(
    'address-refused',
    `${url.href} is an address of this machine or of a private network, and the source is not: it was not fetched`
  );
}
