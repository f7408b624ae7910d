/**
 * Learns a new last layer. Each image goes through the network once; what is trained is one matrix on the features, so
 * an epoch takes a fraction of a second.
 */
import { openTensorflow, type LabelledImage, type TrainContext } from '@sonde/toolkit';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { fit, type Examples, type Fitted } from '../training/fit.js';
import { saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
import { openBackbone } from './backbone.js';
import { saved } from './saved.js';
import { readSquare, type Dataset } from './train.js';

const batch = 16;

export async function trainHead(context: TrainContext<TrainArgs>, dataset: Dataset): Promise<Fitted> {
  const { args } = context;
  const { labels, training, heldOut } = dataset;
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);
  const { features, width } = await extract(context, [...training, ...heldOut]);
  const scale = standardise(features, width, training.length);

  const weight = tf.variable(tf.zeros([width, labels.length]));
  const bias = tf.variable(tf.zeros([labels.length]));
  const examples = (images: LabelledImage[], first: number): Examples => ({
    labels: images.map(image => image.label),
    read: positions => {
      const rows = new Float32Array(positions.length * width);
      positions.forEach((position, row) => {
        const start = (first + position) * width;
        rows.set(features.subarray(start, start + width), row * width);
      });
      return tf.tensor2d(rows, [positions.length, width]);
    }
  });
  const fitted = await fit({
    tf,
    context,
    variables: [weight, bias],
    logits: inputs => tf.add(tf.matMul(inputs as Tensor2D, weight as Tensor as Tensor2D), bias),
    classes: labels.length,
    training: examples(training, 0),
    heldOut: examples(heldOut, training.length),
    epochs: args.epochs,
    batchSize: args.batchSize,
    learningRate: args.learningRate ?? 0.001,
    patience: args.patience,
    seed: args.seed
  });
  const head = unstandardise(await weight.data(), await bias.data(), scale, labels.length);
  tf.dispose([weight, bias]);
  await saveModel(context.model, {
    ...saved('head', labels),
    tensors: {
      'classifier.weight': { shape: [labels.length, width], data: head.weight },
      'classifier.bias': { shape: [labels.length], data: head.bias }
    }
  });
  return fitted;
}

/** Features of all images, in order, row after row. */
async function extract(
  context: TrainContext<TrainArgs>,
  images: LabelledImage[]
): Promise<{ features: Float32Array; width: number }> {
  const { signal } = context;
  const backbone = await openBackbone(context);
  try {
    let features = new Float32Array();
    let width = 0;
    for (let start = 0; start < images.length; start += batch) {
      const part = images.slice(start, start + batch);
      const squares = await Promise.all(part.map(image => readSquare(image.path, signal)));
      const rows = (await backbone.run(squares)).features;
      if (width === 0) {
        width = rows.length / part.length;
        features = new Float32Array(images.length * width);
      }
      features.set(rows, start * width);
      context.progress(start + part.length, images.length, { unit: 'images', text: 'Looking at the images' });
      await new Promise(resolve => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return { features, width };
  } finally {
    backbone.dispose();
  }
}

interface Scale {
  mean: Float32Array;
  deviation: number;
}

/** Centres each feature and brings all to a common size, in place, so that one learning rate suits any data. */
function standardise(features: Float32Array, width: number, trainingRows: number): Scale {
  const mean = new Float32Array(width);
  for (let i = 0; i < trainingRows * width; i++) mean[i % width]! += (features[i] ?? 0) / trainingRows;
  let squares = 0;
  for (let i = 0; i < trainingRows * width; i++)
    squares += ((features[i] ?? 0) - (mean[i % width] ?? 0)) ** 2;
  const deviation = Math.sqrt(squares / (trainingRows * width)) || 1;
  for (let i = 0; i < features.length; i++)
    features[i] = ((features[i] ?? 0) - (mean[i % width] ?? 0)) / deviation;
  return { mean, deviation };
}

/** The same head for raw features, class after class: w·(x − m)/d + b = (w/d)·x + (b − w·m/d). */
function unstandardise(
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
  { mean, deviation }: Scale,
  classes: number
) {
  const width = mean.length;
  const raw = { weight: new Float32Array(classes * width), bias: Float32Array.from(bias) };
  for (let label = 0; label < classes; label++) {
    for (let i = 0; i < width; i++) {
      const scaled = (weight[i * classes + label] ?? 0) / deviation;
      raw.weight[label * width + i] = scaled;
      raw.bias[label]! -= scaled * (mean[i] ?? 0);
    }
  }
  return raw;
}
