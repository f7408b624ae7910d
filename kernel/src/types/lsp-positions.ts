/** Between a cell's text and the buffer it stands in: one line lower, below the line that imports. Pure. */
import type { Edit, Position } from '@sonde/schema/editor';
import { lineStarts, positionAt } from '../cells/edits.js';
import { isCellModule, type LspPosition, type LspRange, type LspTextEdit } from './lsp-answers.js';

export function toBuffer(code: string, offset: number): LspPosition {
  const { line, column } = positionAt(lineStarts(code), offset);
  return { line: line + 1, character: column };
}

export function fromBuffer({ line, character }: LspPosition): Position {
  return { line: line - 1, column: character };
}

/** Does a range lie in the cell's own text, not in what surrounds it? */
export function isInside({ start }: LspRange, code: string): boolean {
  return start.line > 0 && start.line <= lineStarts(code).length;
}

/** The edits of a buffer that are the cell's own. */
export function ownEdits(edits: readonly LspTextEdit[], code: string): Edit[] {
  return edits
    .filter(({ range }) => isInside(range, code))
    .map(({ range, newText }) => ({
      from: fromBuffer(range.start),
      to: fromBuffer(range.end),
      text: newText
    }));
}

/** Edits that import something. A new import of the buffer's first line becomes the cell's first. */
export function importEdits(edits: readonly LspTextEdit[], code: string): Edit[] {
  return edits.flatMap(edit => {
    if (edit.range.start.line > 0) return ownEdits([edit], code);
    const statements = edit.newText.split('\n').filter(line => /^import\b/.test(line));
    const wanted = statements.filter(line => !isCellModule(/from ['"](.*)['"]/.exec(line)?.[1] ?? ''));
    if (wanted.length === 0) return [];
    const top = { line: firstLine(code), column: 0 };
    return [{ from: top, to: top, text: wanted.map(line => `${line.replace(/"/g, "'")}\n`).join('') }];
  });
}

/** Below what has to stay the first line of a cell. */
function firstLine(code: string): number {
  return /^\s*(?:%%|#!)/.test(code) && code.includes('\n') ? 1 : 0;
}
