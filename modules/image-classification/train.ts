/** Trains the classifier on folders of images: a new last layer only, or the whole network. */
import {
  imageFolders,
  readImage,
  stratifiedSplit,
  type ClassResult,
  type LabelledImage,
  type TrainContext
} from '@sonde/toolkit';
import type { TrainArgs } from './arguments.js';
import { squareOf } from './pixels.js';
import { trainFull } from './train-full.js';
import { trainHead } from './train-head.js';

/** What either way of training is given. */
export interface Dataset {
  labels: string[];
  training: LabelledImage[];
  heldOut: LabelledImage[];
}

export async function train(context: TrainContext<TrainArgs>): Promise<ClassResult> {
  const { args, data, signal } = context;
  const { labels, images, summary } = await imageFolders(data, { signal });
  context.log(summary);
  const split = stratifiedSplit(images, image => image.label, {
    share: args.validationShare,
    seed: args.seed
  });
  const dataset = { labels, ...split };
  const { confusion, accuracy, bestEpoch } = await (args.mode === 'full' ? trainFull : trainHead)(
    context,
    dataset
  );
  context.log(
    `Kept the weights of epoch ${bestEpoch}: ${(100 * accuracy).toFixed(1)} % of the held-out images are right.`
  );
  return {
    kind: 'classes',
    labels,
    accuracy,
    confusion,
    examples: { training: split.training.length, heldOut: split.heldOut.length }
  };
}

/** One line that says what is in the data, or a sentence that says why it cannot be trained on. */
export async function check(data: string): Promise<string> {
  return (await imageFolders(data)).summary;
}

/** The square of one image file, read now. */
export async function readSquare(path: string, signal: AbortSignal): Promise<Uint8Array> {
  return squareOf(await readImage(path, { signal }));
}
