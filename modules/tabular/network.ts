/** The network of the table modules: one hidden layer, trained on TensorFlow, run in plain JavaScript. */
import { cpus } from 'node:os';
import { SondeError, type DeviceInfo } from '@sonde/schema';
import type { OpenContext, Tensorflow } from '@sonde/toolkit';
import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { tensorOf, type SavedModel, type SavedTensor } from '../training/saved-model.js';

export type Layers = [Variable & Tensor2D, Variable, Variable & Tensor2D, Variable];

const names = ['hidden.weight', 'hidden.bias', 'output.weight', 'output.bias'] as const;

/** Two dense layers; weights drawn so that signals keep their size (He), biases zero. */
export function startingWeights(
  tf: Tensorflow,
  [inputs, hidden, outputs]: [number, number, number],
  seed: number
): Layers {
  const drawn = (from: number, to: number, offset: number) =>
    tf.tidy(() => tf.variable(tf.randomNormal([from, to], 0, Math.sqrt(2 / from), 'float32', seed + offset)));
  const zeros = (length: number) => tf.tidy(() => tf.variable(tf.zeros([length])));
  return [drawn(inputs, hidden, 1), zeros(hidden), drawn(hidden, outputs, 2), zeros(outputs)] as Layers;
}

/** Puts the weights of a saved model into layers of the same shapes. */
export function startFrom(tf: Tensorflow, layers: Layers, model: SavedModel<unknown>): void {
  layers.forEach((layer, i) => {
    const { shape, data } = tensorOf(model, names[i] ?? '');
    if (shape.join() !== layer.shape.join()) {
      throw new SondeError(
        'model-shape',
        `The weights to start from have the shape ${shape.join(' × ')}, ${layer.shape.join(' × ')} was wanted`,
        { hint: 'Leave hiddenUnits at its default, or start from nothing.' }
      );
    }
    tf.tidy(() => (layer as Variable).assign(tf.tensor(data, shape)));
  });
}

/** Outputs of a batch of rows, on TensorFlow. */
export function outputsOf(
  tf: Tensorflow,
  [hiddenWeight, hiddenBias, weight, bias]: Layers,
  rows: Tensor
): Tensor2D {
  const hidden = tf.add(tf.matMul(rows as Tensor2D, hiddenWeight), hiddenBias).relu();
  return tf.add(tf.matMul(hidden as Tensor2D, weight), bias);
}

/** The layers as they are saved. */
export async function savedLayers(layers: Layers): Promise<Record<string, SavedTensor>> {
  const tensors = layers.map(
    async (layer, i) =>
      [names[i] ?? '', { shape: layer.shape, data: Float32Array.from(await layer.data()) }] as const
  );
  return Object.fromEntries(await Promise.all(tensors));
}

/** The network of a saved model, as a function from the numbers of a row to its outputs. */
export function networkOf(model: SavedModel<unknown>): (row: readonly number[]) => number[] {
  const [hiddenWeight, hiddenBias, weight, bias] = names.map(name => tensorOf(model, name)) as [
    SavedTensor,
    SavedTensor,
    SavedTensor,
    SavedTensor
  ];
  return row =>
    dense(
      dense(row, hiddenWeight, hiddenBias).map(value => Math.max(0, value)),
      weight,
      bias
    );
}

/** A few hundred multiplications per row: loading an engine would take longer than a million rows. */
export const inJavaScript: DeviceInfo = {
  engine: `node ${process.versions.node}`,
  kind: 'cpu',
  device: cpus()[0]?.model.trim() ?? 'processor',
  threads: 1,
  why: 'The network is so small that plain JavaScript is the fastest.'
};

/** Throws when another device was asked for than the one there is. */
export function refuseOtherDevices({ device: wanted = 'auto' }: OpenContext, module: string): void {
  if (wanted === 'auto' || wanted === 'cpu') return;
  throw new SondeError(
    wanted === 'gpu' ? 'no-gpu' : 'engine-missing',
    `Device "${wanted}" was asked for, but ${module} predicts only on the processor, in JavaScript`,
    { hint: "Use device: 'auto' or 'cpu'." }
  );
}

function dense(inputs: readonly number[], weight: SavedTensor, bias: SavedTensor): number[] {
  const width = bias.data.length;
  return Array.from(bias.data, (start, unit) =>
    inputs.reduce((sum, value, i) => sum + value * (weight.data[i * width + unit] ?? 0), start)
  );
}
