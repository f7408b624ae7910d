/** Turns the bytes of a text file into text, whichever of the usual encodings it is written in. */
import { SondeError } from '@sonde/schema';

/**
 * Reads UTF-8, UTF-16 (with a byte order mark or without) and Windows-1252.
 *
 * @param file how messages call it, and what was wanted, with its article
 */
export function decodeText(bytes: Uint8Array, { name, what }: { name: string; what: string }): string {
  if (bytes.length === 0) {
    throw new SondeError('file-empty', `"${name}" is empty (0 bytes); ${what} was wanted`, {
      hint: 'The file was not written to its end; get it again.'
    });
  }
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.subarray(0, 512).includes(0)) {
    throw new SondeError('table-not-text', `"${name}" is not ${what}: it holds bytes that are no text`, {
      hint: 'A spreadsheet (XLSX, ODS) must be exported as CSV first, a document (DOCX, PDF) as text.'
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: what older Windows programs write.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** UTF-16 says so by a byte order mark; without one, plain text in it has a zero in every second byte. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = head.length / 2;
  if (odd > 0.6 * most && even < 0.1 * most) return 'utf-16le';
  if (even > 0.6 * most && odd < 0.1 * most) return 'utf-16be';
  return undefined;
}
