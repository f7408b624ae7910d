/** Bytes as a hex dump: how many there are, and the first of them. */
import { byteSize, grouped } from './amounts.js';

export function bytesText(value: object): string | undefined {
  const bytes = bytesOf(value);
  if (!bytes || bytes.length <= readAsList) return undefined;
  const shown = bytes.subarray(0, 128);
  const lines: string[] = [];
  for (let at = 0; at < shown.length; at += 16) lines.push(line(at, shown.subarray(at, at + 16)));
  const more = bytes.length - shown.length;
  const size = byteSize(bytes.length);
  const exact = bytes.length < 1000 ? '' : ` (${grouped(bytes.length)} bytes)`;
  return [
    `${value.constructor.name}, ${size}${exact}`,
    ...lines,
    ...(more > 0 ? [`… ${grouped(more)} more bytes`] : [])
  ].join('\n');
}

/** `util.inspect` shows so many. */
const readAsList = 50;

function bytesOf(value: object): Uint8Array | undefined {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof DataView) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Uint8Array(value);
  return undefined;
}

function line(at: number, bytes: Uint8Array): string {
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(' ');
  const text = [...bytes].map(byte => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
  return `${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${text}`;
}
