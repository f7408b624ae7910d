/** Tries a forecast on the end of the series it is made for: what it would have said then, beside what came. */

export interface Backtest {
  /** Forecasts that were tried. */
  count: number;
  /** Mean absolute error. */
  mae: number;
  /** The same of the naive forecast. */
  naiveMae: number;
  /** How far off, at most, a `share` of the values was, for each distance from 1 on; it never falls. */
  bands(share: number): number[];
}

export interface BacktestOptions {
  values: readonly number[];
  /** First position that can be an origin. */
  first: number;
  horizon: number;
  forecast(origin: number, ahead: number): { value: number; base: number };
}

const mostOrigins = 60;

export function backtest({ values, first, horizon, forecast }: BacktestOptions): Backtest {
  const last = values.length - 2;
  // The latter half, or what is there: the past that resembles the future most.
  const from = Math.max(first, Math.min(Math.floor(values.length / 2), last - horizon));
  const every = Math.max(1, Math.floor((last - from + 1) / mostOrigins));
  const errors = Array.from({ length: horizon }, () => [] as number[]);
  let [sum, naiveSum, count] = [0, 0, 0];
  for (let origin = from; origin <= last; origin += every) {
    for (let ahead = 1; ahead <= horizon && origin + ahead < values.length; ahead++) {
      const truth = values[origin + ahead] ?? NaN;
      const { value, base } = forecast(origin, ahead);
      errors[ahead - 1]?.push(Math.abs(truth - value));
      sum += Math.abs(truth - value);
      naiveSum += Math.abs(truth - base);
      count++;
    }
  }
  return {
    count,
    mae: sum / count,
    naiveMae: naiveSum / count,
    bands(share) {
      let widest = 0;
      return errors.map((_, i) => {
        // Neighbouring distances err alike; together they are enough to count.
        const near = errors
          .slice(Math.max(0, i - 2), i + 3)
          .flat()
          .sort((a, b) => a - b);
        widest = Math.max(widest, near[Math.min(near.length - 1, Math.ceil(share * near.length) - 1)] ?? 0);
        return widest;
      });
    }
  };
}
