/** Reads IEEE 754 half precision, which Node 20 has no typed array for. */

let table: Float32Array | undefined;

/** The numbers in `bytes`, two bytes each, little endian. */
export function readFloat16(bytes: Uint8Array): Float32Array {
  table ??= buildTable();
  const values = new Float32Array(bytes.length / 2);
  for (let i = 0; i < values.length; i++) {
    values[i] = table[(bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)] ?? NaN;
  }
  return values;
}

/** Value of each of the 65,536 bit patterns: filling it costs less than decoding one large layer. */
function buildTable(): Float32Array {
  const values = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0x1f) values[bits] = fraction ? NaN : sign * Infinity;
    else if (exponent === 0) values[bits] = sign * fraction * 2 ** -24;
    else values[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}
