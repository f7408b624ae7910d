/** Rectangles that lean, and the smallest of them around points. */

export type Point = [x: number, y: number];

export interface Rectangle {
  /** Of its middle. */
  x: number;
  y: number;
  /** Along the line of text. */
  width: number;
  height: number;
  /** Of the line of text, in radians; positive leans down to the right. −π/4 to π/4, or π/2 for text from top to bottom. */
  angle: number;
}

/** The rectangle of least area around points: one of its edges lies on an edge of their convex hull. */
export function leastRectangle(points: readonly Point[]): Rectangle {
  const hull = convexHull(points);
  let best: Rectangle | undefined;
  hull.forEach(([x, y], i) => {
    const [nextX, nextY] = hull[(i + 1) % hull.length]!;
    const found = around(hull, Math.atan2(nextY - y, nextX - x));
    if (!best || found.width * found.height < best.width * best.height - 1e-6) best = found;
  });
  return upright(best!);
}

/** The upright rectangle around a leaning one, as `x` and `y` of its top left corner. */
export function bounds({ x, y, width, height, angle }: Rectangle): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [wide, high] = [width * cosine + height * sine, width * sine + height * cosine];
  return { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
}

function around(points: readonly Point[], angle: number): Rectangle {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const along = points.map(([x, y]) => x * cosine + y * sine);
  const across = points.map(([x, y]) => y * cosine - x * sine);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: middle * cosine - centre * sine,
    y: middle * sine + centre * cosine,
    width: right - left,
    height: bottom - top,
    angle
  };
}

/** The same rectangle with the angle at which its text is read: a high narrow one holds text from top to bottom. */
function upright({ angle, width, height, ...middle }: Rectangle): Rectangle {
  const quarters = Math.round(angle / (Math.PI / 2));
  const lean = angle - (quarters * Math.PI) / 2;
  const [wide, high] = quarters % 2 === 0 ? [width, height] : [height, width];
  if (high < 1.5 * wide) return { ...middle, width: wide, height: high, angle: lean };
  return { ...middle, width: high, height: wide, angle: lean + Math.PI / 2 };
}

/** Andrew's monotone chain. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (given: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of given) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
