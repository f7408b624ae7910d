/** Opens the regression: the published one for the body mass of penguins, or one that was trained here. */
import type { OpenContext, Predictor, Row } from '@sonde/toolkit';
import { publishedFolder } from '../published/small-model.js';
import { encode } from '../tabular/columns.js';
import { inJavaScript, networkOf, refuseOtherDevices } from '../tabular/network.js';
import { loadModel } from '../training/saved-model.js';
import type { PredictOptions } from './arguments.js';
import { Quantities } from './quantities.js';
import type { About } from './train.js';

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<Row[], PredictOptions, Quantities>> {
  refuseOtherDevices(context, 'tabular-regression');
  const model = await loadModel<About>(
    context.trained ?? (await publishedFolder(context)),
    'tabular-regression'
  );
  const { about } = model;
  const network = networkOf(model);
  return {
    device: inJavaScript,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown about a row must become a rejection
    async predict(inputs, { confidence }) {
      const started = performance.now();
      const off = errorAt(about.errors, confidence);
      const rows = inputs.map(row => {
        const [output = NaN] = network(encode(row, about.columns));
        const value = about.mean + about.deviation * output;
        return { value, low: value - off, high: value + off };
      });
      const ms = performance.now() - started;
      return new Quantities({ inputs, rows, target: about.target, confidence, ms, device: inJavaScript });
    },
    dispose: () => undefined
  };
}

/** How far off the answers were at most, in a `share` of the held-out rows. */
function errorAt(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
