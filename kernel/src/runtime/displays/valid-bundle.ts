/**
 * A bundle as notebooks hold it: JSON under JSON types, text under all others, bytes in base64. Anything else would be
 * written into a file that no front end reads (nbformat 4.5, `mimebundle`).
 */
import type { MimeBundle } from '@sonde/schema/display';

export function validBundle(bundle: MimeBundle): MimeBundle {
  const parts = Object.entries(bundle);
  for (const [type, part] of parts) {
    if (isJson(type) || isText(part) || part === undefined || part instanceof Uint8Array) continue;
    throw new TypeError(
      `Cannot show ${type}: it must be a string, not ${kindOf(part)}. Only application/json and its like (application/…+json) hold other values.`
    );
  }
  if (!parts.some(([type, part]) => isBytes(type, part))) return bundle;
  return Object.fromEntries(
    parts.map(([type, part]) => [type, isBytes(type, part) ? written(type, part) : part])
  );
}

function isJson(type: string): boolean {
  return /^application\/(.*\+)?json$/.test(type);
}

/** In files, a text may be a list of its lines. */
function isText(part: unknown): boolean {
  return typeof part === 'string' || (Array.isArray(part) && part.every(line => typeof line === 'string'));
}

function isBytes(type: string, part: unknown): part is Uint8Array {
  return part instanceof Uint8Array && !isJson(type);
}

function written(type: string, bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(type.startsWith('text/') || type === 'image/svg+xml' ? 'utf8' : 'base64');
}

function kindOf(part: unknown): string {
  if (part === null) return 'null';
  if (Array.isArray(part)) return 'an array';
  if (typeof part === 'bigint') return 'a BigInt';
  return typeof part === 'object' ? 'an object' : `a ${typeof part}`;
}
