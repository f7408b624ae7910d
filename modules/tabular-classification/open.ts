/** Opens the classifier: the published one for penguins, or one that was trained here. */
import { dirname } from 'node:path';
import { cpus } from 'node:os';
import { SondeError, type DeviceInfo } from '@sonde/schema';
import type { OpenContext, Predictor, Row } from '@sonde/toolkit';
import { loadModel, tensorOf, type SavedTensor } from '../training/saved-model.js';
import { ranked, softmax } from '../training/softmax.js';
import type { PredictOptions } from './arguments.js';
import { encode } from './columns.js';
import { RowPredictions } from './row-predictions.js';
import type { About } from './train.js';
import { weightPaths } from './weights.js';

export async function openPredictor(
  context: OpenContext
): Promise<Predictor<Row[], PredictOptions, RowPredictions>> {
  refuseOtherDevices(context);
  const folder = context.trained ?? (await published(context));
  const { labels, about, ...model } = await loadModel<About>(folder, 'tabular-classification');
  const saved = { labels, about, ...model };
  const [hidden, output] = ['hidden', 'output'].map(name => ({
    weight: tensorOf(saved, `${name}.weight`),
    bias: tensorOf(saved, `${name}.bias`)
  })) as [Dense, Dense];
  return {
    device,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown about a row must become a rejection
    async predict(inputs, { top }) {
      const started = performance.now();
      const rows = inputs.map(row => {
        const active = dense(encode(row, about.columns), hidden).map(value => Math.max(0, value));
        const best = ranked(labels, softmax(dense(active, output))).slice(0, top);
        return { label: best[0]?.label ?? '', probability: best[0]?.probability ?? 0, labels: best };
      });
      return new RowPredictions({
        inputs,
        rows,
        target: about.target,
        ms: performance.now() - started,
        device
      });
    },
    dispose: () => undefined
  };
}

/** A few hundred multiplications per row: loading an engine would take longer than a million rows. */
const device: DeviceInfo = {
  engine: `node ${process.versions.node}`,
  kind: 'cpu',
  device: cpus()[0]?.model.trim() ?? 'processor',
  threads: 1,
  why: 'The network is so small that plain JavaScript is the fastest.'
};

function refuseOtherDevices({ device: wanted = 'auto' }: OpenContext): void {
  if (wanted === 'auto' || wanted === 'cpu') return;
  throw new SondeError(
    wanted === 'gpu' ? 'no-gpu' : 'engine-missing',
    `Device "${wanted}" was asked for, but tabular-classification predicts only on the processor, in JavaScript`,
    { hint: "Use device: 'auto' or 'cpu'." }
  );
}

/** Folder of the published model, its files checked. */
async function published(context: OpenContext): Promise<string> {
  const paths = await Promise.all(Object.values(weightPaths).map(path => context.weights(path)));
  return dirname(paths[0] ?? '');
}

interface Dense {
  weight: SavedTensor;
  bias: SavedTensor;
}

function dense(inputs: readonly number[], { weight, bias }: Dense): number[] {
  const width = bias.data.length;
  return Array.from(bias.data, (start, unit) =>
    inputs.reduce((sum, value, i) => sum + value * (weight.data[i * width + unit] ?? 0), start)
  );
}
