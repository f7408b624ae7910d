/** Trains a small network (one hidden layer) to predict a number from the other columns, from scratch, in seconds. */
import {
  openTensorflow,
  stratifiedSplit,
  type QuantityResult,
  type Row,
  type TrainContext
} from '@sonde/toolkit';
import { encode, learnCodes, widthOf, type ColumnCode } from '../tabular/columns.js';
import type { ColumnArgs } from '../tabular/inputs.js';
import { outputsOf, savedLayers, startingWeights } from '../tabular/network.js';
import type { TrueExamples } from '../training/descend.js';
import { fitQuantity, meanError } from '../training/fit-quantity.js';
import { saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
import { planFor } from './plan.js';
import { version } from './version.js';

/** What a trained model says of itself in model.json. */
export interface About {
  target: string;
  columns: ColumnCode[];
  /** Of the target, in the rows that were trained on. */
  mean: number;
  deviation: number;
  /** How far off the held-out answers were, smallest first, in the target's unit: from these come low and high. */
  errors: number[];
}

export async function train(context: TrainContext<TrainArgs>): Promise<QuantityResult> {
  const { args, data, signal } = context;
  const { table, target, inputs, notes, summary } = await planFor(data, args, signal);
  context.log(summary);
  for (const note of notes) context.log(note, 'warn');
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);

  const valueOf = (row: Row): number => Number(row[target]);
  const split = stratifiedSplit(table.rows, () => 0, { share: args.validationShare, seed: args.seed });
  const columns = learnCodes(table, inputs, split.training);
  const { mean, deviation } = spreadOf(split.training.map(valueOf));
  const examples = (rows: Row[]): TrueExamples => {
    const codes = rows.map(row => encode(row, columns));
    return {
      truth: rows.map(row => (valueOf(row) - mean) / deviation),
      read: positions =>
        tf.tensor2d(
          positions.map(position => codes[position] ?? []),
          [positions.length, widthOf(columns)]
        )
    };
  };
  const layers = startingWeights(tf, [widthOf(columns), args.hiddenUnits, 1], args.seed);
  try {
    const { answers, bestEpoch } = await fitQuantity({
      ...args,
      tf,
      context,
      deviation,
      variables: layers,
      outputs: rows => outputsOf(tf, layers, rows),
      training: examples(split.training),
      heldOut: examples(split.heldOut)
    });
    const truth = split.heldOut.map(valueOf);
    const predicted = answers.map(answer => mean + deviation * answer);
    const mae = meanError(truth, predicted);
    const errors = truth.map((value, i) => Math.abs(value - (predicted[i] ?? NaN))).sort((a, b) => a - b);
    const about: About = { target, columns, mean, deviation, errors };
    await saveModel(context.model, {
      module: `tabular-regression@${version}`,
      labels: [target],
      about,
      tensors: await savedLayers(layers)
    });
    const baseline = {
      what: 'the mean',
      mae: meanError(
        truth,
        truth.map(() => mean)
      )
    };
    context.log(
      `Kept the weights of epoch ${bestEpoch}: off by ${mae.toPrecision(3)} on average in the held-out rows; ` +
        `always answering the mean is off by ${baseline.mae.toPrecision(3)}.`
    );
    return {
      kind: 'quantity',
      target,
      mae,
      baseline,
      r2: explained(truth, predicted),
      examples: { training: split.training.length, heldOut: split.heldOut.length }
    };
  } finally {
    tf.dispose(layers);
  }
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(data: string, args: ColumnArgs): Promise<string> {
  return (await planFor(data, args)).summary;
}

function spreadOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Share of the variance of `truth` that `predicted` explains (R²); 0 where there is none to explain. */
function explained(truth: readonly number[], predicted: readonly number[]): number {
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  const total = truth.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const left = truth.reduce((sum, value, i) => sum + (value - (predicted[i] ?? NaN)) ** 2, 0);
  return total === 0 ? 0 : 1 - left / total;
}
