/** Opens the forecaster: the published network for any series, or one that was trained here. */
import type { OpenContext, Predictor } from '@sonde/toolkit';
import { publishedFolder } from '../published/small-model.js';
import { inJavaScript, networkOf, refuseOtherDevices } from '../tabular/network.js';
import { loadModel } from '../training/saved-model.js';
import type { PredictOptions } from './arguments.js';
import { backtest } from './backtest.js';
import { firstOrigin, look } from './features.js';
import { Forecast } from './forecast.js';
import { planOf } from './plan.js';
import { naiveScale } from './season.js';
import { seriesOf, type SeriesTable } from './series.js';
import type { About } from './train.js';

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<SeriesTable, PredictOptions, Forecast>> {
  refuseOtherDevices(context, 'time-series-forecasting');
  const model = await loadModel<About>(
    context.trained ?? (await publishedFolder(context)),
    'time-series-forecasting'
  );
  const { about } = model;
  const network = networkOf(model);
  return {
    device: inJavaScript,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown about a series must become a rejection
    async predict(table, { horizon: wanted, confidence, value, season: asked }) {
      const started = performance.now();
      const series = seriesOf(table, { value, otherwise: about.target });
      const own = about.season !== undefined && series.values.length >= 2 * about.season + 2;
      const { season, horizon } = planOf(series, {
        horizon: wanted,
        season: asked ?? (own ? about.season : undefined)
      });
      const { values, step, name, notes } = series;
      const forecast = (origin: number, ahead: number) => {
        const { features, base, scale } = look(values, origin, ahead, season);
        return { value: base + scale * (network(features)[0] ?? 0), base };
      };
      const tried = backtest({ values, first: firstOrigin(season), horizon, forecast });
      const bands = tried.bands(confidence);
      const last = values.length - 1;
      const at = (position: number): string | number => (step ? step.at(position) : position);
      const scale = naiveScale(values, season);
      return new Forecast({
        name,
        unit: step?.unit,
        season,
        confidence,
        known: values.map((one, i) => ({ at: at(i), value: one })),
        forecast: Array.from({ length: horizon }, (_, i) => {
          const { value: middle } = forecast(last, i + 1);
          const off = bands[i] ?? 0;
          return { at: at(last + i + 1), value: middle, low: middle - off, high: middle + off };
        }),
        backtest: { count: tried.count, mae: tried.mae, naiveMae: tried.naiveMae, mase: tried.mae / scale },
        notes,
        ms: performance.now() - started,
        device: inJavaScript
      });
    },
    dispose: () => undefined
  };
}
