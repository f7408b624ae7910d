/** Opens the classifier: the published one for penguins, or one that was trained here. */
import type { OpenContext, Predictor, Row } from '@sonde/toolkit';
import { publishedFolder } from '../published/small-model.js';
import { encode } from '../tabular/columns.js';
import { inJavaScript, networkOf, refuseOtherDevices } from '../tabular/network.js';
import { labelledRow } from '../training/labelled.js';
import { loadModel } from '../training/saved-model.js';
import { ranked, softmax } from '../training/softmax.js';
import type { PredictOptions } from './arguments.js';
import { RowPredictions } from './row-predictions.js';
import type { About } from './train.js';

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<Row[], PredictOptions, RowPredictions>> {
  refuseOtherDevices(context, 'tabular-classification');
  const folder = context.trained ?? (await publishedFolder(context));
  const model = await loadModel<About>(folder, 'tabular-classification');
  const { labels, about } = model;
  const network = networkOf(model);
  return {
    device: inJavaScript,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown about a row must become a rejection
    async predict(inputs, { top }) {
      const started = performance.now();
      const rows = inputs.map(row =>
        labelledRow(ranked(labels, softmax(network(encode(row, about.columns))), top))
      );
      return new RowPredictions({
        inputs,
        rows,
        target: about.target,
        ms: performance.now() - started,
        device: inJavaScript
      });
    },
    dispose: () => undefined
  };
}
