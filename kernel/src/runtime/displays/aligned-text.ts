/** Columns of text that line up, also where a character is two columns wide. */
import stringWidth from 'string-width';

export type Side = 'left' | 'right';

/** One line per row; a side per column. */
export function alignedLines(
  rows: readonly (readonly string[])[],
  sides: readonly Side[],
  gap = '  '
): string[] {
  const widths = sides.map((_, column) => Math.max(0, ...rows.map(row => stringWidth(row[column] ?? ''))));
  return rows.map(row =>
    row
      .map((text, column) => padded(text, widths[column] ?? 0, sides[column] ?? 'left'))
      .join(gap)
      .trimEnd()
  );
}

/** To `width` columns of a terminal. */
export function padded(text: string, width: number, side: Side): string {
  const pad = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return side === 'left' ? text + pad : pad + text;
}

export { stringWidth };
