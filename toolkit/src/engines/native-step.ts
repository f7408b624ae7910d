/**
 * A faster `Step` for native TensorFlow. It is the gradient of every relu, and tfjs-node makes it of six operations that
 * take a third of a small network's training step; the sign of x with what is negative cut off is the same in two.
 */
import type { KernelFunc, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow.js';

/** What we use of tfjs-node's backend. */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_FLOAT: number };
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly Tensor[]): Tensor;
}

/** Replaces the kernel of the backend 'tensorflow'. NaN stays NaN, as in the stock one. */
export function addNativeStep(tf: Tensorflow): void {
  const stock = tf.getKernel(tf.Step, 'tensorflow');
  const kernelFunc: KernelFunc = call => {
    const { x } = call.inputs as { x: Tensor };
    const { alpha } = call.attrs as unknown as { alpha: number };
    if (x.dtype !== 'float32' || alpha !== 0) return stock.kernelFunc(call);
    const backend = call.backend as NativeBackend;
    const type = [{ name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT }];
    return tf.tidy(() => {
      const sign = backend.executeSingleOutput('Sign', type, [x]);
      return backend.executeSingleOutput('Relu', type, [sign]);
    });
  };
  tf.unregisterKernel(tf.Step, 'tensorflow');
  tf.registerKernel({ ...stock, kernelFunc });
}
