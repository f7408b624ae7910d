import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { openTensorflow, type Tensorflow } from './tensorflow.js';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await openTensorflow('wasm'));
  await tf.setBackend('cpu');
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false; // tfjs' notice about speed
});

const sizes: [number, number][] = [
  [1, 1],
  [3, 3],
  [5, 5],
  [2, 3]
];
const cases = sizes.flatMap(([height, width]) =>
  [1, 2, 3].flatMap(stride => (['same', 'valid'] as const).map(pad => ({ height, width, stride, pad })))
);

describe('gradients on WebAssembly equal those of the JavaScript backend', () => {
  it.each(cases)(
    'convolution $height×$width, stride $stride, $pad',
    async ({ height, width, stride, pad }) => {
      await expectSame(
        ([x, filter]) => tf.conv2d(x as Tensor4D, filter as Tensor4D, stride, pad),
        [
          [3, 9, 8, 4],
          [height, width, 4, 5]
        ]
      );
    }
  );

  it.each(cases)('depthwise $height×$width, stride $stride, $pad', async ({ height, width, stride, pad }) => {
    for (const multiplier of [1, 3]) {
      await expectSame(
        ([x, filter]) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, stride, pad),
        [
          [2, 9, 8, 4],
          [height, width, 4, multiplier]
        ]
      );
    }
  });

  it.each([0, 1, 3])('convolution with an explicit padding of %d', async pad => {
    await expectSame(
      ([x, filter]) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, pad),
      [
        [2, 6, 6, 2],
        [3, 3, 2, 3]
      ]
    );
  });

  it('a batch so large that it is done in parts equals the sum of its halves', async () => {
    await tf.setBackend('wasm');
    const [images, filter] = [wave([12, 64, 64, 16], 1) as Tensor4D, wave([5, 5, 16, 2], 2) as Tensor4D];
    const gradient = (x: Tensor4D) =>
      tf
        .grad(w => tf.conv2d(x, w as Tensor4D, 1, 'same').sum())(filter)
        .data() as Promise<Float32Array>;
    const whole = await gradient(images);
    const [front, back] = [await gradient(images.slice(0, 6)), await gradient(images.slice(6))];
    expect(
      largestDifference(
        whole,
        front.map((value, i) => value + back[i]!)
      )
    ).toBeLessThan(1e-4);
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true]
  ])('matrix product, transposed %p and %p, single and batched', async (transposeA, transposeB) => {
    const shape = (rows: number, columns: number, flip: boolean) =>
      flip ? [columns, rows] : [rows, columns];
    for (const batch of [[], [3]]) {
      await expectSame(
        ([a, b]) => tf.matMul(a!, b!, transposeA, transposeB),
        [
          [...batch, ...shape(7, 5, transposeA)],
          [...batch, ...shape(5, 6, transposeB)]
        ]
      );
    }
  });
});

it('convolves without leaking a tensor where the stride leaves pixels out', async () => {
  await tf.setBackend('wasm');
  const [x, filter] = [wave([1, 9, 8, 2], 1) as Tensor4D, wave([2, 3, 2, 1], 2) as Tensor4D];
  const before = tf.memory().numTensors;
  tf.dispose(tf.conv2d(x, filter, 3, 'same'));
  expect(tf.memory().numTensors).toBe(before);
});

it('trains a network with convolutions on WebAssembly without leaking a tensor', async () => {
  await tf.setBackend('wasm');
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [12, 12, 1], filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
      tf.layers.batchNormalization(),
      tf.layers.depthwiseConv2d({ kernelSize: 3, activation: 'relu' }),
      tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2, activation: 'softmax' })
    ]
  });
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
  // Bright above or bright below.
  const up = tf.tidy(() => tf.concat([tf.ones([8, 6, 12, 1]), tf.zeros([8, 6, 12, 1])], 1));
  const x = tf.concat([up, tf.reverse(up, 1)]);
  const y = tf.oneHot(
    tf.tidy(() => tf.concat([tf.zeros([8], 'int32'), tf.ones([8], 'int32')])),
    2
  );
  const losses: number[] = [];
  let kept = 0;
  for (let step = 0; step < 30; step++) {
    losses.push((await model.trainOnBatch(x, y)) as number);
    if (step === 5) kept = tf.memory().numTensors;
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 4);
  expect(tf.memory().numTensors).toBe(kept);
});

/** Gradients of a program for all its inputs, on both backends. */
async function expectSame(program: (inputs: Tensor[]) => Tensor, shapes: number[][]): Promise<void> {
  const results: Record<string, Float32Array[]> = {};
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const inputs = shapes.map((shape, i) => wave(shape, i + 1));
    const gradients = tf.grads((...given: Tensor[]) => program(given).sin().sum())(inputs);
    results[backend] = await Promise.all(
      gradients.map(async gradient => (await gradient.data()) as Float32Array)
    );
    tf.dispose([inputs, gradients]);
    expect(tf.memory().numTensors).toBe(before);
  }
  for (const [i, wanted] of results.cpu!.entries()) {
    expect(largestDifference(results.wasm![i]!, wanted)).toBeLessThan(1e-4);
  }
}

function wave(shape: number[], seed: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.7 + seed)),
    shape
  );
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let scale = 1e-3;
  let difference = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < b.length; i++) {
    scale = Math.max(scale, Math.abs(b[i]!));
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
  }
  return difference / scale;
}
