/** Is this text a whole cell? Consoles ask before they run what is typed. */
import { helpQuestion } from './help-question.js';
import { nextIndent } from './indent.js';
import type { KernelLanguage } from '../options.js';
import { parseCell } from './parse.js';

export type Completeness =
  { status: 'complete' } | { status: 'incomplete'; indent: string } | { status: 'invalid' };

export function completeness(source: string, language: KernelLanguage = 'typescript'): Completeness {
  if (helpQuestion(source)) return { status: 'complete' };
  const [first] = parseCell(source, language).errors;
  if (!first) return { status: 'complete' };
  if (!atEnd(first, source)) return { status: 'invalid' };
  return { status: 'incomplete', indent: nextIndent(source) };
}

/** The parser gave up where the text ends: more text could help. */
function atEnd(
  { message, labels: [label] }: { message: string; labels: { start: number; end: number }[] },
  source: string
): boolean {
  if (!label) return false;
  const end = source.trimEnd().length;
  if (message.startsWith('Unterminated')) {
    // The rest of a template begins with the brace of its last expression.
    if (message.includes('comment') || /[`}]/.test(source[label.start] ?? '')) return true;
    return message.includes('string') && /\\\s*$/.test(source);
  }
  return label.start >= end || (message.startsWith('Identifier expected') && label.end >= end);
}
