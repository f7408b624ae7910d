/** Trains a small network (one hidden layer) on a table, from scratch, in seconds. */
import {
  openTensorflow,
  stratifiedSplit,
  type ClassResult,
  type Row,
  type Tensorflow,
  type TrainContext
} from '@sonde/toolkit';
import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { fit, type Examples } from '../training/fit.js';
import { saveModel } from '../training/saved-model.js';
import type { PlanArgs } from './plan.js';
import type { TrainArgs } from './arguments.js';
import { encode, learnCodes, widthOf, type ColumnCode } from './columns.js';
import { planFor } from './plan.js';
import { version } from './version.js';

/** What a trained model says of itself in model.json. */
export interface About {
  target: string;
  columns: ColumnCode[];
}

export async function train(context: TrainContext<TrainArgs>): Promise<ClassResult> {
  const { args, data, signal } = context;
  const { table, target, labels, inputs, notes, summary } = await planFor(data, args, signal);
  context.log(summary);
  for (const note of notes) context.log(note, 'warn');
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);

  const labelOf = (row: Row): number => labels.indexOf(String(row[target]));
  const split = stratifiedSplit(table.rows, labelOf, { share: args.validationShare, seed: args.seed });
  const columns = learnCodes(table, inputs, split.training);
  const width = widthOf(columns);
  const examples = (rows: Row[]): Examples => {
    const codes = rows.map(row => encode(row, columns));
    return {
      labels: rows.map(labelOf),
      read: positions =>
        tf.tensor2d(
          positions.map(position => codes[position] ?? []),
          [positions.length, width]
        )
    };
  };
  const layers = startingWeights(tf, [width, args.hiddenUnits, labels.length], args.seed);
  const [hiddenWeight, hiddenBias, weight, bias] = layers;
  try {
    const fitted = await fit({
      ...args,
      tf,
      context,
      variables: layers,
      logits: rows => {
        const hidden = tf.add(tf.matMul(rows as Tensor2D, hiddenWeight), hiddenBias).relu();
        return tf.add(tf.matMul(hidden as Tensor2D, weight), bias);
      },
      classes: labels.length,
      training: examples(split.training),
      heldOut: examples(split.heldOut)
    });
    const about: About = { target, columns };
    const names = ['hidden.weight', 'hidden.bias', 'output.weight', 'output.bias'];
    const tensors = await Promise.all(
      layers.map(
        async (layer, i) =>
          [names[i] ?? '', { shape: layer.shape, data: Float32Array.from(await layer.data()) }] as const
      )
    );
    await saveModel(context.model, {
      module: `tabular-classification@${version}`,
      labels,
      about,
      tensors: Object.fromEntries(tensors)
    });
    context.log(
      `Kept the weights of epoch ${fitted.bestEpoch}: ${(100 * fitted.accuracy).toFixed(1)} % of the held-out rows are right.`
    );
    return {
      kind: 'classes',
      labels,
      accuracy: fitted.accuracy,
      confusion: fitted.confusion,
      examples: { training: split.training.length, heldOut: split.heldOut.length }
    };
  } finally {
    tf.dispose(layers);
  }
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(data: string, args: PlanArgs): Promise<string> {
  return (await planFor(data, args)).summary;
}

type Layers = [Variable & Tensor2D, Variable, Variable & Tensor2D, Variable];

/** Two dense layers; weights drawn so that signals keep their size (He), biases zero. */
function startingWeights(
  tf: Tensorflow,
  [inputs, hidden, outputs]: [number, number, number],
  seed: number
): Layers {
  const drawn = (from: number, to: number, offset: number) =>
    tf.tidy(() => tf.variable(tf.randomNormal([from, to], 0, Math.sqrt(2 / from), 'float32', seed + offset)));
  const zeros = (length: number) => tf.tidy(() => tf.variable(tf.zeros([length])));
  return [drawn(inputs, hidden, 1), zeros(hidden), drawn(hidden, outputs, 2), zeros(outputs)] as Layers;
}
