/** Decides what of a table is forecast, how far, and after how many values it repeats. */
import { SondeError } from '@sonde/schema';
import { readTable } from '@sonde/toolkit';
import type { TrainArgs } from './arguments.js';
import { firstOrigin } from './features.js';
import { anySeason, seasonIn, usualHorizon } from './season.js';
import { seriesOf, type Series } from './series.js';

export interface Plan {
  series: Series;
  season: number;
  horizon: number;
}

export interface Wishes {
  season?: number;
  horizon?: number;
}

export function planOf(series: Series, wishes: Wishes): Plan {
  const { values, step } = series;
  const candidates = step ? step.seasons : anySeason(values);
  // The same season however far is looked: by what a usual look ahead would gain.
  const season = wishes.season ?? seasonIn(values, candidates, usualHorizon(candidates[0] ?? 1));
  if (values.length < 2 * season + 2) {
    throw new SondeError(
      'series-short',
      `"${series.name}" has ${values.length} values; a season of ${season} needs ${2 * season + 2} or more`,
      { hint: 'Give a longer series, or a smaller season.' }
    );
  }
  return { series, season, horizon: wishes.horizon ?? usualHorizon(season) };
}

/** The plan of a training, and a line that says what it is. */
export async function trainingPlan(
  data: string,
  args: Pick<TrainArgs, 'value' | 'season' | 'horizon' | 'validationShare'>,
  signal?: AbortSignal
): Promise<Plan & { summary: string; split: number }> {
  const plan = planOf(seriesOf(await readTable(data, { signal }), args), args);
  const { series, season, horizon } = plan;
  const split = Math.floor(series.values.length * (1 - args.validationShare));
  if (split < firstOrigin(season) + 8 || series.values.length - split < 4) {
    throw new SondeError(
      'series-short',
      `"${series.name}" has ${series.values.length} values: too few to train on one part and hold out another with a season of ${season}`,
      { hint: 'Give a longer series, a smaller season, or predict without training.' }
    );
  }
  const every = series.step ? `one per ${series.step.unit}` : 'at equal distances';
  const range = series.step ? `, ${series.step.at(0)} to ${series.step.at(series.values.length - 1)}` : '';
  const repeats = season === 1 ? 'no season' : `a season of ${season}`;
  return {
    ...plan,
    split,
    summary: `${series.values.length} values of "${series.name}", ${every}${range}; ${repeats}, looking up to ${horizon} ahead`
  };
}
