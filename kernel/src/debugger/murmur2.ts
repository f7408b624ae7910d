/**
 * MurmurHash2, 32 bits, of a text's UTF-8: front ends and kernels name a cell by it, so both must count alike
 * (Austin Appleby's algorithm, in the public domain).
 */
const multiplier = 0x5bd1e995;

export function murmur2(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  let hash = seed ^ bytes.length;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    let block = Math.imul(word(bytes, at), multiplier);
    block = Math.imul(block ^ (block >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ block;
  }
  // Beyond the end there are zeros, which change nothing.
  if (at < bytes.length) hash = Math.imul(hash ^ word(bytes, at), multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function word(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  return a | (b << 8) | (c << 16) | (d << 24);
}
