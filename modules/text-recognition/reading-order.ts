/** Puts lines of text in the order in which people read them: rows from top to bottom, in a row from left to right. */
import type { Rectangle } from './rectangle.js';

/** Rows of what stands beside each other: where the middles lie less than half a height apart, on a page turned upright. */
export function readingOrder<T extends { area: Rectangle }>(lines: readonly T[]): T[][] {
  const lean = median(lines.map(({ area }) => area.angle));
  const [cosine, sine] = [Math.cos(lean), Math.sin(lean)];
  const placed = lines.map(line => {
    const { x, y, width, height } = line.area;
    return { line, height, left: x * cosine + y * sine - width / 2, middle: y * cosine - x * sine };
  });
  const rows: (typeof placed)[] = [];
  for (const one of placed.sort((a, b) => a.middle - b.middle)) {
    const first = rows.at(-1)?.[0];
    if (first && one.middle - first.middle < 0.5 * Math.min(one.height, first.height)) rows.at(-1)!.push(one);
    else rows.push([one]);
  }
  return rows.map(row => row.sort((a, b) => a.left - b.left).map(({ line }) => line));
}

/** How far the page leans, whatever single lines on it do. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
