/** The kernel's edits, as changes of a text. Pure. */
import type { Edit, Position } from '@sonde/schema/editor';

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** In order, from the beginning of the text. */
export function toChanges(code: string, edits: readonly Edit[]): Change[] {
  return edits
    .map(({ from, to, text }) => ({ from: offsetAt(code, from), to: offsetAt(code, to), insert: text }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Never outside the line, nor outside the text. */
export function offsetAt(code: string, { line, column }: Position): number {
  let start = 0;
  for (let left = line; left > 0; left--) {
    const end = code.indexOf('\n', start);
    if (end < 0) return code.length;
    start = end + 1;
  }
  const end = code.indexOf('\n', start);
  return Math.min(start + column, end < 0 ? code.length : end);
}
