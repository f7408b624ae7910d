/** Reads a text file from wherever it is, whichever of the usual encodings it is written in. */
import { decodeText } from './decode-text.js';
import { fetchBytes } from './fetch-bytes.js';

/** A path (relative to the working folder), a URL (`file:`, `http:`, `https:`, `data:`), or a file's bytes. */
export type TextSource = string | URL | Uint8Array;

/**
 * Reads UTF-8, UTF-16 and Windows-1252.
 *
 * @example
 * await model.predict(await readText('notes.log'));
 */
export async function readText(
  source: TextSource,
  { signal }: { signal?: AbortSignal } = {}
): Promise<string> {
  const { bytes, name } = await fetchBytes(source, {
    what: 'A text',
    reader: 'readText()',
    maxBytes: 100e6,
    signal
  });
  signal?.throwIfAborted();
  return decodeText(bytes, { name: name ?? 'the bytes given', what: 'a text file' });
}
