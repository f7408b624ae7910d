/** The network as a list of layers (weights/efficientnet-lite0.json) with their weights (the .bin beside it). */
import { readFile } from 'node:fs/promises';
import type { OpenContext } from '@sonde/toolkit';
import { readFloat16 } from './float16.js';

export interface Layer {
  name: string;
  kind: 'conv' | 'depthwise' | 'dense';
  /** Convolutions pad as TensorFlow's "same" does, so the file's `pads` are not needed here. */
  stride?: number;
  relu6?: boolean;
  /** Name of the layer whose output is added to this one's. */
  adds?: string;
  weight: LayerTensor;
  bias: LayerTensor;
}

/** In PyTorch's order: [out, in, height, width], and [out, in] for the dense layer. */
export interface LayerTensor {
  shape: number[];
  data: Float32Array;
}

export const weightPaths = {
  onnx: 'weights/efficientnet-lite0.onnx',
  bin: 'weights/efficientnet-lite0.bin',
  layers: 'weights/efficientnet-lite0.json',
  labels: 'weights/labels.json'
} as const;

/** All layers, from the same bytes that the ONNX graph points into. */
export async function readLayers(context: Pick<OpenContext, 'weights'>): Promise<Layer[]> {
  const [listPath, binPath] = await Promise.all([
    context.weights(weightPaths.layers),
    context.weights(weightPaths.bin)
  ]);
  const [list, bytes] = await Promise.all([readFile(listPath, 'utf8'), readFile(binPath)]);
  const { layers } = JSON.parse(list) as { layers: (Layer & Record<'weight' | 'bias', Place>)[] };
  return layers.map(layer => ({
    ...layer,
    weight: tensor(bytes, layer.weight),
    bias: tensor(bytes, layer.bias)
  }));
}

interface Place {
  offset: number;
  shape: number[];
}

function tensor(bytes: Uint8Array, { offset, shape }: Place): LayerTensor {
  const length = shape.reduce((product, n) => product * n, 1);
  return { shape, data: readFloat16(bytes.subarray(offset, offset + 2 * length)) };
}
