/** Gets the bytes of a file from wherever a user says it is: a path, a URL, or the bytes themselves. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { types } from 'node:util';
import { SondeError } from '@sonde/schema';
import { checkFile, localPath } from './file.js';

export interface FetchOptions {
  /** What is wanted, with its article, e.g. `An image`. */
  what: string;
  /** What reads it, for the hint, e.g. `readImage()`. */
  reader: string;
  /** Files with more bytes are refused before they are read. Default: no limit. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Milliseconds without a byte until a server is given up. Default 30,000. */
  timeout?: number;
}

export interface Fetched {
  bytes: Uint8Array;
  /** As the user wrote it, where it is a path or an address. */
  name?: string;
}

/** The bytes behind a path (relative to the working folder), a URL (`file:`, `http:`, `https:`, `data:`) or bytes. */
export async function fetchBytes(source: unknown, options: FetchOptions): Promise<Fetched> {
  if (types.isUint8Array(source)) return { bytes: source };
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new SondeError('input-wrong', `${options.what} was wanted, not ${describe(source)}`, {
      hint: `Pass a path, a URL, the bytes of ${lower(options.what)} file, or what ${options.reader} gave.`
    });
  }
  if (/^(https?|data):/.test(String(source))) return download(String(source), options);
  const path = localPath(source);
  const { size } = await checkFile(path, String(source), options.what);
  refuseLarge(size, `"${String(source)}"`, options);
  return {
    bytes: size < small ? readFileSync(path) : await readFile(path, { signal: options.signal }),
    name: String(source)
  };
}

/** What was thrown, in one line; the cause of a failed fetch says more than the failure. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? thrown.cause.message : undefined;
  return (cause ?? thrown.message).split('\n')[0] ?? '';
}

/** The first bytes as text where they are text: it tells an HTML page or a Git LFS pointer from a picture or a sound. */
export function opening(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 24);
  const text = Buffer.from(head).toString('latin1');
  return /^[\x20-\x7e\s]+$/.test(text)
    ? JSON.stringify(text)
    : `bytes ${Buffer.from(head.subarray(0, 8)).toString('hex')}`;
}

/** Bytes up to which a file is read at once: handing it to another thread and back would take longer than reading it. */
const small = 1 << 20;

async function download(url: string, options: FetchOptions): Promise<Fetched> {
  const { what, maxBytes, signal, timeout = 30_000 } = options;
  const name = url.length > 200 ? `${url.slice(0, 60)}…` : url;
  const kind = what.split(' ').at(-1)!;
  const failed = (why: string, cause?: unknown): SondeError =>
    new SondeError(`${kind}-missing`, `Cannot fetch the ${kind} ${name}: ${why}`, {
      cause,
      hint: 'Check the address and the network, or download the file and pass its path.'
    });
  const stalled = new AbortController();
  const timer = setTimeout(
    () => stalled.abort(failed(`the server sent nothing for ${timeout / 1000} s`)),
    timeout
  );
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])])
    });
    if (!response.ok) throw failed(`the server answers ${response.status}`);
    refuseLarge(Number(response.headers.get('content-length') ?? 0), name, { what, maxBytes });
    const bytes = await bodyOf(response, name, { what, maxBytes }, () => timer.refresh());
    return { bytes, ...(!url.startsWith('data:') && { name }) };
  } catch (cause) {
    signal?.throwIfAborted();
    stalled.signal.throwIfAborted();
    // "terminated" is all that fetch says of a connection that breaks off.
    const why = (cause as Error).message === 'terminated' ? 'the connection broke off' : reasonOf(cause);
    throw cause instanceof SondeError ? cause : failed(why, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Not every server says beforehand how much it sends, so that is counted as it comes. */
async function bodyOf(
  response: Response,
  called: string,
  limit: Pick<FetchOptions, 'what' | 'maxBytes'>,
  arrived: () => void
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    arrived();
    size += part.length;
    refuseLarge(size, called, limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function refuseLarge(
  size: number,
  called: string,
  { what, maxBytes = Infinity }: Pick<FetchOptions, 'what' | 'maxBytes'>
): void {
  if (size <= maxBytes) return;
  const kind = what.split(' ').at(-1)!;
  throw new SondeError(
    `${kind}-too-large`,
    `${called} is ${(size / 1e6).toFixed(0)} MB, more than the ${(maxBytes / 1e6).toFixed(0)} MB that are read at once`,
    { hint: 'Cut it into parts, or make it smaller.' }
  );
}

function lower(what: string): string {
  return what.charAt(0).toLowerCase() + what.slice(1);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `${typeof value} ${JSON.stringify(value)}`;
  return `a value of type ${value.constructor?.name ?? 'object'}`;
}
