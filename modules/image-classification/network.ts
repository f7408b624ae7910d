/**
 * EfficientNet-Lite0 in TensorFlow, all weights variables: what is trained in full, and what predicts where ONNX Runtime
 * does not run. Batch norms are folded into the convolutions, so training and prediction are the same computation.
 */
import type { Tensorflow } from '@sonde/toolkit';
import type { Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import type { Layer } from './layers.js';

export class Network {
  readonly #tf: Tensorflow;
  readonly #layers: readonly Layer[];
  readonly #weights = new Map<string, { weight: Variable; bias: Variable }>();

  /** `layers` end with the dense layer; its width is the number of classes. */
  constructor(tf: Tensorflow, layers: readonly Layer[]) {
    this.#tf = tf;
    this.#layers = layers;
    for (const layer of layers) {
      this.#weights.set(layer.name, {
        weight: tf.tidy(() => tf.variable(toTensorflow(tf, layer))),
        bias: tf.tidy(() => tf.variable(tf.tensor(layer.bias.data, layer.bias.shape)))
      });
    }
  }

  get variables(): Variable[] {
    return [...this.#weights.values()].flatMap(({ weight, bias }) => [weight, bias]);
  }

  /** Pooled features [n, 1280] of images [n, 224, 224, 3]. */
  features(images: Tensor4D): Tensor2D {
    const outputs = new Map<string, Tensor4D>();
    let current = images;
    for (const layer of this.#layers) {
      if (layer.kind === 'dense') break;
      current = this.#convolve(layer, current);
      const shortcut = layer.adds === undefined ? undefined : outputs.get(layer.adds);
      if (shortcut) current = this.#tf.add(current, shortcut);
      outputs.set(layer.name, current);
    }
    return current.mean([1, 2]);
  }

  /** Scores of each class, before softmax. */
  logits(features: Tensor2D): Tensor2D {
    const last = this.#layers.at(-1);
    const { weight, bias } = this.#of(last?.name ?? '');
    return this.#tf.add(this.#tf.matMul(features, weight as Tensor as Tensor2D), bias);
  }

  /** The layers with their weights as they are now. */
  async layers(): Promise<Layer[]> {
    return Promise.all(
      this.#layers.map(async layer => {
        const { weight, bias } = this.#of(layer.name);
        const oldOrder = this.#tf.tidy(() => fromTensorflow(layer, weight));
        const data = Float32Array.from(await oldOrder.data());
        oldOrder.dispose();
        return {
          ...layer,
          weight: { shape: layer.weight.shape, data },
          bias: { shape: layer.bias.shape, data: Float32Array.from(await bias.data()) }
        };
      })
    );
  }

  dispose(): void {
    this.#tf.dispose(this.variables);
  }

  #convolve(layer: Layer, x: Tensor4D): Tensor4D {
    const { weight, bias } = this.#of(layer.name);
    const convolution = layer.kind === 'conv' ? this.#tf.fused.conv2d : this.#tf.fused.depthwiseConv2d;
    // The activation apart from the convolution: fused with it, tfjs falls back to three separate steps in a gradient,
    // each of which keeps a tensor as large as the layer.
    const output = convolution({
      x,
      filter: weight as Tensor as Tensor4D,
      strides: layer.stride ?? 1,
      pad: 'same',
      bias
    });
    return layer.relu6 ? output.relu6() : output;
  }

  #of(name: string): { weight: Variable; bias: Variable } {
    const found = this.#weights.get(name);
    if (!found) throw new Error(`The network has no layer "${name}".`);
    return found;
  }
}

/** A dense layer of the same kind for other classes. It starts at zero: every class is as likely as any other. */
export function emptyHead(classes: number, features = 1280): Layer {
  return {
    name: 'classifier',
    kind: 'dense',
    weight: { shape: [classes, features], data: new Float32Array(classes * features) },
    bias: { shape: [classes], data: new Float32Array(classes) }
  };
}

/** [out, in, h, w] → [h, w, in, out]; depthwise [c, 1, h, w] → [h, w, c, 1]; dense [out, in] → [in, out]. */
function toTensorflow(tf: Tensorflow, { kind, weight }: Layer): Tensor {
  const tensor = tf.tensor(weight.data, weight.shape);
  if (kind === 'dense') return tensor.transpose();
  return tensor.transpose(kind === 'conv' ? [2, 3, 1, 0] : [2, 3, 0, 1]);
}

function fromTensorflow({ kind }: Layer, weight: Tensor): Tensor {
  if (kind === 'dense') return weight.transpose();
  return weight.transpose(kind === 'conv' ? [3, 2, 0, 1] : [2, 3, 0, 1]);
}
