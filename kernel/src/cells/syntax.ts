/** A cell's first syntax error, as a sentence and a place. */
import type { Position } from '@sonde/schema/editor';
import { lineStarts, positionAt } from './edits.js';
import { parseCell, type ParsedCell } from './parse.js';

export function syntaxErrorOf(
  source: string,
  cell: ParsedCell
): { message: string; at: Position } | undefined {
  const [error] = cell.errors;
  if (!error) return undefined;
  const offset = Math.min(error.labels[0]?.start ?? 0, source.length);
  const hint = hintFor(source, cell) ?? error.helpMessage;
  // The parser says the same of both.
  const isTemplate = error.message === 'Unterminated string' && !/["']/.test(source.charAt(offset));
  const message = isTemplate ? 'Unterminated template string' : error.message;
  return {
    message: hint ? `${message}\n${hint}` : message,
    at: positionAt(lineStarts(source), offset)
  };
}

function hintFor(source: string, { language }: ParsedCell): string | undefined {
  const isScript = language === 'js' || language === 'jsx';
  if (isScript && parseCell(source).errors.length === 0)
    return 'This is the JavaScript kernel, and the cell is TypeScript: change the kernel of the notebook, or leave the types out.';
  return undefined;
}
