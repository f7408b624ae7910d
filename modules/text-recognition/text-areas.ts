/**
 * From the map that says how probably each pixel belongs to text (Differentiable Binarization, arXiv 1911.08947) to the
 * rectangles around lines of text, which may lean.
 */
import { leastRectangle, type Point, type Rectangle } from './rectangle.js';

/** A rectangle, and how sure it is that text is in it, 0 to 1. */
export interface TextArea extends Rectangle {
  score: number;
}

/** A map of `width` × `height` probabilities in steps of 1/255, row by row. */
export interface TextMap {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Pixels at least this probable are text. */
const threshold = 0.2 * 255;
/** Areas whose pixels are less probable on average are left out. */
const minAverage = 0.4;
/** Narrower areas, in pixels of the map, are specks. */
const minSide = 3;
/** The network draws lines thinner than they are, so that neighbours do not touch; this much of area / perimeter is put back. */
const unclip = 1.4;

export function textAreas(map: TextMap): TextArea[] {
  return islands(map).flatMap(({ outline, sum }) => {
    const inner = leastRectangle(outline);
    if (Math.min(inner.width, inner.height) < minSide) return [];
    const area = inner.width * inner.height;
    const score = Math.min(1, sum / 255 / area);
    if (score < minAverage) return [];
    const grown = (unclip * area) / (inner.width + inner.height);
    return [{ ...inner, width: inner.width + grown, height: inner.height + grown, score }];
  });
}

/** Pixels of text that touch: corners of those at the ends of their rows, and the sum of their steps. */
interface Island {
  outline: Point[];
  sum: number;
}

function islands({ data, width, height }: TextMap): Island[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const found: Island[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || data[start]! < threshold) continue;
    const rows = new Map<number, [left: number, right: number]>();
    let [sum, waiting] = [0, 0];
    const visit = (at: number) => {
      if (seen[at] || data[at]! < threshold) return;
      seen[at] = 1;
      stack[waiting++] = at;
    };
    visit(start);
    while (waiting > 0) {
      const at = stack[--waiting]!;
      const [x, y] = [at % width, Math.floor(at / width)];
      sum += data[at]!;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y < height - 1) visit(at + width);
    }
    const outline = [...rows].flatMap(([y, [left, right]]): Point[] => [
      [left, y],
      [left, y + 1],
      [right + 1, y],
      [right + 1, y + 1]
    ]);
    found.push({ outline, sum });
  }
  return found;
}
