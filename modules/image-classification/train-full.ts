/**
 * Adapts the whole network: the last layer is new, all others start from the published weights and move a little. Slower
 * than a new head by orders of magnitude, better where the images look unlike photographs.
 */
import { openTensorflow, type LabelledImage, type TrainContext } from '@sonde/toolkit';
import type { Tensor4D } from '@tensorflow/tfjs';
import { fit, type Examples, type Fitted } from '../training/fit.js';
import { saveModel } from '../training/saved-model.js';
import type { TrainArgs } from './arguments.js';
import { readLayers } from './layers.js';
import { emptyHead, Network } from './network.js';
import { interleaved, size } from './pixels.js';
import { saved } from './saved.js';
import { readSquare, type Dataset } from './train.js';

/** As many squares are kept in memory (600 MB); a larger set is decoded again in each epoch. */
const kept = 4000;

export async function trainFull(context: TrainContext<TrainArgs>, dataset: Dataset): Promise<Fitted> {
  const { args, signal } = context;
  const { labels, training, heldOut } = dataset;
  const { tf, device } = await openTensorflow(context.device);
  context.uses(device);
  const published = await readLayers(context);
  const network = new Network(tf, [...published.slice(0, -1), emptyHead(labels.length)]);

  const squares = new Map<string, Uint8Array>();
  const squareAt = async (path: string): Promise<Uint8Array> => {
    const square = squares.get(path) ?? (await readSquare(path, signal));
    if (squares.size < kept) squares.set(path, square);
    return square;
  };
  const examples = (images: LabelledImage[]): Examples => ({
    labels: images.map(image => image.label),
    read: async positions => {
      const paths = positions.map(position => images[position]?.path ?? '');
      const pixels = interleaved(await Promise.all(paths.map(squareAt)));
      return tf.tensor(pixels, [positions.length, size, size, 3]);
    }
  });
  try {
    const fitted = await fit({
      tf,
      context,
      variables: network.variables,
      logits: images => network.logits(network.features(images as Tensor4D)),
      classes: labels.length,
      training: examples(training),
      heldOut: examples(heldOut),
      epochs: args.epochs,
      batchSize: args.batchSize,
      learningRate: args.learningRate ?? 0.0002,
      patience: args.patience,
      seed: args.seed
    });
    const layers = await network.layers();
    await saveModel(context.model, {
      ...saved('full', labels),
      tensors: Object.fromEntries(
        layers.flatMap(({ name, weight, bias }) => [
          [`${name}.weight`, weight],
          [`${name}.bias`, bias]
        ])
      )
    });
    return fitted;
  } finally {
    network.dispose();
  }
}
