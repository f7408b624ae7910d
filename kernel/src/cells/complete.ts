/** Is this text a whole cell? Consoles ask before they run what is typed. */
import { parseCell } from './parse.js';

export type Completeness =
  { status: 'complete' } | { status: 'incomplete'; indent: string } | { status: 'invalid' };

export function completeness(source: string): Completeness {
  const { errors } = parseCell(source);
  const [first] = errors;
  if (!first) return { status: 'complete' };
  if (!atEnd(first, source)) return { status: 'invalid' };
  return { status: 'incomplete', indent: nextIndent(source) };
}

/** The parser gave up where the text ends: more text could help. */
function atEnd(
  error: { message: string; labels: { start: number; end: number }[] },
  source: string
): boolean {
  const end = source.trimEnd().length;
  const label = error.labels[0];
  if (!label) return false;
  if (error.message.startsWith('Unterminated')) {
    return error.message.includes('comment') || source[label.start] === '`';
  }
  return label.start >= end;
}

/** As deep as the brackets that are open in the last line's indentation. */
function nextIndent(source: string): string {
  const line = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return /[{[(]\s*$/.test(line) ? `${indent}  ` : indent;
}
