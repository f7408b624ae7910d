/** Bytes that are drawn or played, in words: what they are, how large, and how many. */
import { byteSize } from './amounts.js';

/** `head`: the first bytes, from which a PNG's sides are read; `size`: of all of them. */
export function imageText(type: string, head: Uint8Array, size: number): string {
  const png = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const sides =
    type === 'image/png' && head.length > 24 ? ` ${png.readUInt32BE(16)} × ${png.readUInt32BE(20)},` : '';
  return `<${type},${sides} ${byteSize(size)}>`;
}
