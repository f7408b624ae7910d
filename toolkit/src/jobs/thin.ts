/**
 * Thins a curve without changing how it looks: largest triangle three buckets (S. Steinarsson, "Downsampling Time
 * Series for Visual Representation", 2013). Keeps the first and the last point.
 */
export function thin<Point extends readonly [x: number, y: number]>(
  points: readonly Point[],
  most: number
): Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= most || !first || !last || most < 3) return points.slice(0, most);
  const kept = [first];
  const width = (points.length - 2) / (most - 2);
  let before = first;
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const from = 1 + Math.floor(bucket * width);
    const to = 1 + Math.floor((bucket + 1) * width);
    const next = mean(points, to, Math.min(points.length, 1 + Math.floor((bucket + 2) * width)));
    before = largest(points, from, to, before, next);
    kept.push(before);
  }
  kept.push(last);
  return kept;
}

function mean(points: readonly (readonly [number, number])[], from: number, to: number): [number, number] {
  let x = 0;
  let y = 0;
  for (let index = from; index < to; index++) {
    x += points[index]?.[0] ?? 0;
    y += points[index]?.[1] ?? 0;
  }
  const count = Math.max(1, to - from);
  return [x / count, y / count];
}

/** The point from `from` up to `to` that spans the largest triangle with its neighbours. */
function largest<Point extends readonly [number, number]>(
  points: readonly Point[],
  from: number,
  to: number,
  before: Point,
  next: readonly [number, number]
): Point {
  let best = points[from] ?? before;
  let area = -1;
  for (let index = from; index < to; index++) {
    const point = points[index];
    if (!point) continue;
    const size = Math.abs(
      (before[0] - next[0]) * (point[1] - before[1]) - (before[0] - point[0]) * (next[1] - before[1])
    );
    if (size > area) [best, area] = [point, size];
  }
  return best;
}
