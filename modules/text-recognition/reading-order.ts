/** Puts lines of text in the order in which people read them: rows from top to bottom, in a row from left to right. */

interface Placed {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Rows of what stands beside each other: where the middles lie less than half a height apart. */
export function readingOrder<T extends Placed>(lines: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (const line of [...lines].sort((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && middle(line) - middle(before) < 0.5 * Math.min(line.height, before.height))
      row.push(line);
    else rows.push([line]);
  }
  for (const row of rows) row.sort((a, b) => a.x - b.x);
  return rows;
}

function middle({ y, height }: Placed): number {
  return y + height / 2;
}
