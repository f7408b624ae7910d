/** The forecast that needs no training: repeat the last season. It is what every training must beat. */

/** Repeats the last season before position `origin` (included); with a season of 1, the last value. */
export function naive(values: readonly number[], origin: number, ahead: number, season: number): number {
  return values[origin + ahead - season * Math.ceil(ahead / season)] ?? NaN;
}

/**
 * The season, out of `candidates` and 1, whose repetition errs least when looking `horizon` values ahead. Two whole seasons
 * must be there. A straight trend is taken out first: it would favour short seasons.
 */
export function seasonIn(
  trending: readonly number[],
  candidates: readonly number[],
  horizon: number
): number {
  const values = detrended(trending);
  const possible = [1, ...candidates.filter(season => season > 1 && values.length >= 2 * season + horizon)];
  const errors = possible.map(season => ({ season, error: errorOf(values, season, horizon) }));
  return errors.reduce((best, one) => (one.error < 0.95 * best.error ? one : best)).season;
}

/** Candidates where no times tell any. */
export function anySeason(values: readonly number[]): number[] {
  const most = Math.min(60, Math.floor(values.length / 3));
  return Array.from({ length: Math.max(0, most - 1) }, (_, i) => i + 2);
}

/** A season, but neither less than 12 nor more than 30 values. */
export function usualHorizon(season: number): number {
  return Math.min(30, Math.max(12, season));
}

/** Mean error of the naive forecast one step ahead: the unit of MASE. */
export function naiveScale(values: readonly number[], season: number): number {
  const steps = values.slice(season).map((value, i) => Math.abs(value - (values[i] ?? 0)));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

function errorOf(values: readonly number[], season: number, horizon: number): number {
  const longest = Math.max(season, Math.min(horizon, values.length - season - 1));
  let sum = 0;
  let count = 0;
  for (let origin = season - 1; origin + 1 < values.length; origin += Math.ceil(values.length / 400)) {
    for (let ahead = 1; ahead <= Math.min(longest, horizon, values.length - 1 - origin); ahead++) {
      sum += Math.abs((values[origin + ahead] ?? 0) - naive(values, origin, ahead, season));
      count++;
    }
  }
  return sum / (count || 1);
}

/** What is left of the values beside their best straight line. */
function detrended(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [rise, run] = values.reduce<readonly [number, number]>(
    ([up, along], value, i) => [up + (i - middle) * (value - mean), along + (i - middle) ** 2] as const,
    [0, 0]
  );
  return values.map((value, i) => value - mean - (rise / (run || 1)) * (i - middle));
}
