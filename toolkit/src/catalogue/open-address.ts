/**
 * Opens an http(s) address, redirects followed. An address of this machine or of a private network is reached only where a
 * person named it, or where it lies on the server that named it. That is decided by the IP address that is connected to, so that a
 * name which changes its address between two questions gains nothing.
 */
import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { SondeError } from '@sonde/schema';
import { hostOf, isPrivateAddress, isSameMachine } from './private-address.js';

export interface OpenOptions {
  /** Whether a person, or code that a person runs, named this very address. What it redirects to was named by nobody. */
  named?: boolean;
  /** IP address of the private server that named this address, from an earlier answer: it may be reached. */
  server?: string;
  /** Which IP addresses are private. Default: {@link isPrivateAddress}. */
  isPrivate?: (address: string) => boolean;
  /** What an earlier answer had as ETag: when nothing changed, the answer has no text. */
  etag?: string;
  /** Whether the process may end while this is on its way. Default false. */
  background?: boolean;
}

export interface Opened {
  url: URL;
  response: IncomingMessage;
  /** IP address of the server, where it is private. */
  server?: string;
}

const maxRedirects = 5;

/** The answer at `address`, redirects followed: 200, or 304 where an `etag` was sent. Its body is the caller's to read. */
export async function openAddress(
  address: string,
  options: OpenOptions,
  signal: AbortSignal
): Promise<Opened> {
  const { isPrivate = isPrivateAddress } = options;
  let url = webAddress(address);
  let { server } = options;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const allowed = (ip: string): boolean =>
      (hop === 0 && options.named === true) ||
      !isPrivate(ip) ||
      (server !== undefined && isSameMachine(ip, server));
    const response = await ask(url, allowed, options, signal);
    const ip = response.socket.remoteAddress;
    if (ip !== undefined && isPrivate(ip)) server = ip;
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
    return { url, response, ...(server !== undefined && { server }) };
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
  allowed: (ip: string) => boolean,
  { etag, background }: OpenOptions,
  signal: AbortSignal
): Promise<IncomingMessage> {
  const host = hostOf(url);
  if (isIP(host) && !allowed(host)) return Promise.reject(refused(url));
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
        lookup: allowedLookup(url, allowed)
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

/** Looks a host up as Node does, and answers with those of its addresses that may be connected to. */
function allowedLookup(url: URL, allowed: (ip: string) => boolean) {
  return (host: string, options: LookupOptions, answer: LookupAnswer): void => {
    lookUp(host, { ...options, all: true }, (error, all) => {
      const found = error ? [] : all.filter(({ address }) => allowed(address));
      if (error) answer(error, []);
      else if (found.length === 0) answer(refused(url), []);
      else if (options.all) answer(null, found);
      else answer(null, found[0]?.address ?? '', found[0]?.family);
    });
  };
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

export function unreachable(address: string, reason: string, cause?: unknown): SondeError {
  return new SondeError('address-unreachable', `${address} ${reason}`, { cause });
}

function refused(url: URL): SondeError {
  return new SondeError(
    'address-refused',
    `${url.href} is an address of this machine or of a private network, and the source is not: it was not fetched`
  );
}
