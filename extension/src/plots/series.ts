/** Prepares the curves of a run for drawing: which belong into one chart, and all on one x axis. */
import type { RunView } from '@sonde/schema';

export interface Curve {
  name: string;
  /** Measured on held-out data: drawn as the partner of the curve without the "val_". */
  heldOut: boolean;
  unit?: string;
  points: readonly (readonly [step: number, value: number])[];
}

export interface Chart {
  /** The name that the curves share, e.g. "loss". */
  name: string;
  curves: Curve[];
}

const prefix = 'val_';
const first = ['loss', 'accuracy'];

/** One chart for each name, training and held-out curve together; loss first, accuracy second, the rest by name. */
export function charts(series: RunView['series']): Chart[] {
  const byName = new Map<string, Curve[]>();
  for (const [name, { unit, points }] of Object.entries(series)) {
    const heldOut = name.startsWith(prefix);
    const shared = heldOut ? name.slice(prefix.length) : name;
    byName.set(shared, [...(byName.get(shared) ?? []), { name, heldOut, unit, points }]);
  }
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...byName]
    .map(([name, curves]) => ({ name, curves: curves.sort((a, b) => Number(a.heldOut) - Number(b.heldOut)) }))
    .sort((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name));
}

/** The x values of all curves, in order, and for each curve its y at each of them; null where it has none. */
export type Aligned = [x: number[], ...ys: (number | null)[][]];

export function align(curves: readonly Pick<Curve, 'points'>[]): Aligned {
  const xs = [...new Set(curves.flatMap(curve => curve.points.map(([step]) => step)))].sort((a, b) => a - b);
  const ys = curves.map(curve => {
    const valueAt = new Map(curve.points);
    return xs.map(x => valueAt.get(x) ?? null);
  });
  return [xs, ...ys];
}

/** A value as people read it: accuracies in percent, everything else with three digits that matter. */
export function formatValue(chart: string, value: number, unit?: string): string {
  if (unit === undefined && /accuracy|precision|recall|f1/.test(chart))
    return `${(value * 100).toFixed(1)} %`;
  const size = Math.abs(value);
  const number =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(2)
      : String(Number(value.toPrecision(3)));
  return unit === undefined ? number : `${number} ${unit}`;
}
