/** A table of plain text, cut to the terminal's width; in a pipe it is as wide as it needs to be. */
import { printable } from '@sonde/schema';

/** The last column takes what is left of `width` and is cut there. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined = process.stdout.isTTY ? process.stdout.columns : undefined
): string {
  const lines = [head, ...rows].map(row => row.map(plain));
  const widths = head.map((_, column) =>
    lines.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0)
  );
  return lines
    .map(row =>
      row.map((text, column) => (column === head.length - 1 ? text : text.padEnd(widths[column] ?? 0)))
    )
    .map(row => row.join('  '))
    .map(line => (width !== undefined && line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n');
}

/** In one line, and without what would move a terminal's cursor: cards are written by strangers. */
function plain(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
