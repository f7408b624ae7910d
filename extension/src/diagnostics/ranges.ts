/** From the checker's lines and columns to offsets in the text of a cell. */
import type { Diagnostic, Fix, Position } from '@sonde/schema/editor';

export interface Mark {
  from: number;
  to: number;
  severity: Diagnostic['severity'];
  message: string;
  fixes: Fix[];
}

/** Marks that lie inside `code` and are at least one character long where there is one, so that they can be seen. */
export function toMarks(code: string, diagnostics: readonly Diagnostic[]): Mark[] {
  const starts = [0];
  for (let i = code.indexOf('\n'); i !== -1; i = code.indexOf('\n', i + 1)) starts.push(i + 1);
  const offset = ({ line, column }: Position) => {
    const start = starts[line];
    if (start === undefined) return code.length;
    const end = (starts[line + 1] ?? code.length + 1) - 1;
    return Math.min(start + column, end);
  };
  return diagnostics.map(({ from, to, severity, message, fixes = [] }) => {
    const start = offset(from);
    const end = Math.max(start, offset(to));
    if (end > start) return { from: start, to: end, severity, message, fixes };
    const back = start === code.length && start > 0 ? start - 1 : start;
    return { from: back, to: Math.min(back + 1, code.length), severity, message, fixes };
  });
}
