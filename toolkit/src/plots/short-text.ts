/** Text that fits: cut with an ellipsis, aligned in columns, held under a size. */

/** At most `most` characters; what is left out becomes "…". */
export function cut(text: string, most: number): string {
  const characters = Array.from(text.slice(0, most * 2 + 2));
  return characters.length > most ? `${characters.slice(0, Math.max(1, most - 1)).join('')}…` : text;
}

/** Rows of cells as lines, the cells of a column below each other. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  }
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  );
}

/** Title, lines and footnote one below the other, no more than 20,000 characters and `most` lines. */
export function twin(
  view: { title?: string; footnote?: string },
  lines: readonly string[],
  most = 100
): string {
  const more = lines.length > most ? [`… ${lines.length - most} more`] : [];
  const all = [view.title, ...lines.slice(0, most), ...more, view.footnote];
  return cut(all.filter(line => line !== undefined && line !== '').join('\n'), 20_000);
}
