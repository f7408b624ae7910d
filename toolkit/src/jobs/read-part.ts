/** Reads a part of a growing text file, in whole lines: what a log view shows, follows and scrolls back in. */
import { open } from 'node:fs/promises';

export interface PartOptions {
  /** Begins at this byte. */
  from?: number;
  /** Ends before this byte, instead. With neither, the part is the end of the file. */
  before?: number;
  /** Bytes. Default: 256 KiB. */
  most?: number;
  /** True when nothing will be added: then the last line counts as whole. */
  ended?: boolean;
}

export interface Part {
  from: number;
  to: number;
  size: number;
  text: string;
}

const newline = 10;

export async function readPart(path: string, options: PartOptions = {}): Promise<Part> {
  const { most = 1 << 18, ended = false } = options;
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const onward = options.from !== undefined;
    const start = onward
      ? Math.min(options.from ?? 0, size)
      : Math.max(0, Math.min(options.before ?? size, size) - most);
    const end = onward ? Math.min(size, start + most) : Math.min(options.before ?? size, size);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const bytes = buffer.subarray(0, bytesRead);
    // Going back, the part begins with a line; going on, it ends with one. A line longer than the part is cut.
    const first = onward || start === 0 ? 0 : Math.max(0, bytes.indexOf(newline) + 1);
    const lastLine = bytes.lastIndexOf(newline) + 1;
    const rest = bytes.length - lastLine;
    const whole = rest === 0 || (start + bytes.length === size && ended) || options.before !== undefined;
    const last = whole ? bytes.length : lastLine > first || rest < most ? lastLine : characterEnd(bytes);
    const text = bytes.subarray(first, Math.max(first, last)).toString('utf8');
    return { from: start + first, to: start + Math.max(first, last), size, text };
  } finally {
    await file.close();
  }
}

/** Where the last whole UTF-8 character of `bytes` ends. */
function characterEnd(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > 0 && at > bytes.length - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return at + length <= bytes.length ? bytes.length : at;
}
