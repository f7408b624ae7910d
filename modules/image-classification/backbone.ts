/**
 * The published network behind one interface: on ONNX Runtime, the fastest on a processor, or on TensorFlow where another
 * device is asked for.
 */
import type { DeviceInfo } from '@sonde/schema';
import { openOnnx, openTensorflow, type ImageValue, type OnnxTensor, type OpenContext } from '@sonde/toolkit';
import { readLayers, weightPaths } from './layers.js';
import { Network } from './network.js';
import { interleaved, planar, size, squareOf, tensorOf } from './pixels.js';

export interface Backbone {
  readonly device: DeviceInfo;
  /** What the network makes of squares (224×224 RGB bytes), one row per square. */
  run(squares: readonly Uint8Array[]): Promise<Found>;
  /** What the network makes of a picture's middle. */
  see(image: ImageValue): Promise<Found>;
  dispose(): void;
}

/** Features are [n, 1280], logits [n, 1000]. */
export interface Found {
  features: Float32Array;
  logits: Float32Array;
}

export type BackboneContext = Pick<OpenContext, 'weights' | 'device'>;

export async function openBackbone(context: BackboneContext): Promise<Backbone> {
  const { device = 'auto' } = context;
  return device === 'auto' || device === 'cpu' ? onOnnx(context) : onTensorflow(context);
}

async function onOnnx(context: BackboneContext): Promise<Backbone> {
  // The graph reads the .bin beside it, so that one is checked too.
  const [path] = await Promise.all([context.weights(weightPaths.onnx), context.weights(weightPaths.bin)]);
  const model = await openOnnx(path, { prefer: context.device });
  const run = async (image: OnnxTensor): Promise<Found> => {
    const { features, logits } = await model.run({ image });
    return { features: features?.data as Float32Array, logits: logits?.data as Float32Array };
  };
  return {
    device: model.device,
    run: squares => run({ data: planar(squares), dims: [squares.length, 3, size, size] }),
    see: async image => run(await tensorOf(image)),
    dispose: () => void model.close()
  };
}

async function onTensorflow(context: BackboneContext): Promise<Backbone> {
  const { tf, device } = await openTensorflow(context.device);
  const network = new Network(tf, await readLayers(context));
  const run = async (squares: readonly Uint8Array[]): Promise<Found> => {
    const [features, logits] = tf.tidy(() => {
      const images = tf.tensor4d(interleaved(squares), [squares.length, size, size, 3]);
      const pooled = network.features(images);
      return [pooled, network.logits(pooled)] as const;
    });
    const values = {
      features: (await features.data()) as Float32Array,
      logits: (await logits.data()) as Float32Array
    };
    tf.dispose([features, logits]);
    return values;
  };
  return {
    device,
    run,
    see: async image => run([await squareOf(image)]),
    dispose: () => network.dispose()
  };
}
