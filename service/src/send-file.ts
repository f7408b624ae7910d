/** Answers with a file of this machine, as a stream and with its type. What it may lead to, whoever calls has checked. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';

export interface SendFileOptions {
  /** Only this many bytes of it. */
  first?: number;
}

/** @param missing throws the sentence for a file that is not there */
export async function sendFile(
  context: Context,
  path: string,
  missing: (cause: unknown) => never,
  { first = Infinity }: SendFileOptions = {}
): Promise<Response> {
  const found = await stat(path).catch(missing);
  if (!found.isFile()) missing(new Error('it is no file'));
  // A file that grows meanwhile is sent as long as it was.
  const length = Math.min(found.size, first);
  const bytes = length === 0 ? '' : createReadStream(path, { end: length - 1 });
  const body = bytes === '' ? '' : (Readable.toWeb(bytes) as ReadableStream);
  return context.body(body, 200, headersOf(path, length));
}

/** Answers with the bytes of a file called `path`. */
export function sendBytes(context: Context, bytes: Uint8Array, path: string): Response {
  return context.body(new Uint8Array(bytes), 200, headersOf(path, bytes.length));
}

function headersOf(path: string, length: number): Record<string, string> {
  return {
    'Content-Type': contentTypeOf(path),
    'Content-Length': String(length),
    // An SVG opened by itself is a page: it must not run anything.
    'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'"
  };
}

/** By the ending of its name. */
export function contentTypeOf(path: string): string {
  return contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

const contentTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.log': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.ndjson': 'application/x-ndjson'
};
