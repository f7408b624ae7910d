/** Places in cells as tracebacks show them: in words, and as the lines around with a mark under the column. */
import type { Position } from '@sonde/schema/editor';

/** The line with one neighbour on each side, and a mark under the column, `width` columns wide. */
export function excerpt(source: string, at: Position, width = 1): string[] {
  const lines = source.split('\n');
  const from = Math.max(0, at.line - 1);
  const to = Math.min(lines.length - 1, at.line + 1);
  const digits = String(to + 1).length;
  const shown: string[] = [];
  for (let index = from; index <= to; index++) {
    const number = String(index + 1).padStart(digits);
    const { text, column } = clip(lines[index] ?? '', index === at.line ? at.column : 0);
    shown.push(
      index === at.line ? `    ${paint.red('>')} ${number} | ${text}` : paint.dim(`      ${number} | ${text}`)
    );
    if (index === at.line) {
      const pad = text.slice(0, column).replace(/[^\t]/g, ' ');
      const mark = '^'.repeat(Math.max(1, Math.min(width, text.length - column)));
      shown.push(`      ${' '.repeat(digits)} | ${pad}${paint.red(mark)}`);
    }
  }
  return shown;
}

/** With its number and mark on one line of a notebook that is not wide. */
const widest = 100;

/** What there is of a line around a column, and where the column is in it. */
export function clip(line: string, column: number): { text: string; column: number } {
  if (line.length <= widest) return { text: line, column };
  const from = Math.max(0, Math.min(column - widest / 2, line.length - widest));
  const before = from > 0 ? '…' : '';
  const after = from + widest < line.length ? '…' : '';
  return {
    text: `${before}${line.slice(from, from + widest)}${after}`,
    column: column - from + before.length
  };
}

/** From 1, as editors count. */
export function words(at: Position): string {
  return `line ${at.line + 1} column ${at.column + 1}`;
}

export const paint = {
  red: (text: string) => `\u001b[31m${text}\u001b[39m`,
  cyan: (text: string) => `\u001b[36m${text}\u001b[39m`,
  dim: (text: string) => `\u001b[2m${text}\u001b[22m`
};
