/** Trains a linear classifier on the hashed words and letters of texts, from scratch, in seconds. */
import { openTensorflow, stratifiedSplit, type ClassResult, type TrainContext } from '@sonde/toolkit';
import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { classResult } from '../training/class-result.js';
import { fit, type Examples } from '../training/fit.js';
import { saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
import { codeOf, hitsOf, rarityOf, type WordHit } from './features.js';
import { planFor, type PlanArgs } from './plan.js';
import { version } from './version.js';

/** What a trained model says of itself in model.json. */
export interface About {
  /** Name of the column of labels. */
  target: string;
  buckets: number;
}

export async function train(context: TrainContext<TrainArgs>): Promise<ClassResult> {
  const { args, data, signal } = context;
  const { examples: all, labels, target, notes, summary } = await planFor(data, args, signal);
  context.log(summary);
  for (const note of notes) context.log(note, 'warn');
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);

  const { buckets } = args;
  const place = new Map(labels.map((label, i) => [label, i]));
  const coded = all.map(({ text, label }) => ({ label: place.get(label) ?? 0, hits: hitsOf(text, buckets) }));
  const split = stratifiedSplit(coded, one => one.label, { share: args.validationShare, seed: args.seed });
  const rarity = rarityOf(
    split.training.map(one => one.hits),
    buckets
  );
  const examples = (some: { label: number; hits: WordHit[] }[]): Examples => {
    const codes = some.map(one => codeOf(one.hits, rarity));
    return {
      labels: some.map(one => one.label),
      read(positions) {
        const values = new Float32Array(positions.length * buckets);
        positions.forEach((position, row) => {
          for (const [bucket, value] of codes[position] ?? []) values[row * buckets + bucket] = value;
        });
        return tf.tensor2d(values, [positions.length, buckets]);
      }
    };
  };
  const weight = tf.tidy(() => tf.variable(tf.zeros([buckets, labels.length]))) as Variable & Tensor2D;
  const bias = tf.tidy(() => tf.variable(tf.zeros([labels.length])));
  try {
    const fitted = await fit({
      ...args,
      tf,
      context,
      variables: [weight, bias],
      logits: texts => tf.add(tf.matMul(texts as Tensor2D, weight), bias),
      classes: labels.length,
      training: examples(split.training),
      heldOut: examples(split.heldOut)
    });
    const about: About = { target, buckets };
    await saveModel(context.model, {
      module: `text-classification@${version}`,
      labels,
      about,
      tensors: {
        rarity: { shape: [buckets], data: rarity },
        weight: { shape: weight.shape, data: Float32Array.from(await weight.data()) },
        bias: { shape: bias.shape, data: Float32Array.from(await bias.data()) }
      }
    });
    return classResult(fitted, { labels, split, of: 'texts' }, context);
  } finally {
    tf.dispose([weight, bias]);
  }
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(data: string, args: PlanArgs): Promise<string> {
  return (await planFor(data, args)).summary;
}
