/** Trains a small network (one hidden layer) on a table, from scratch, in seconds. */
import {
  openTensorflow,
  stratifiedSplit,
  type ClassResult,
  type Row,
  type TrainContext
} from '@sonde/toolkit';
import { encode, learnCodes, widthOf, type ColumnCode } from '../tabular/columns.js';
import type { ColumnArgs } from '../tabular/inputs.js';
import { outputsOf, savedLayers, startingWeights } from '../tabular/network.js';
import { classResult } from '../training/class-result.js';
import { fit, type Examples } from '../training/fit.js';
import { saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
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
  try {
    const fitted = await fit({
      ...args,
      tf,
      context,
      variables: layers,
      logits: rows => outputsOf(tf, layers, rows),
      classes: labels.length,
      training: examples(split.training),
      heldOut: examples(split.heldOut)
    });
    const about: About = { target, columns };
    await saveModel(context.model, {
      module: `tabular-classification@${version}`,
      labels,
      about,
      tensors: await savedLayers(layers)
    });
    return classResult(fitted, { labels, split, of: 'rows' }, context);
  } finally {
    tf.dispose(layers);
  }
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(data: string, args: ColumnArgs): Promise<string> {
  return (await planFor(data, args)).summary;
}
