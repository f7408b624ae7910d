/**
 * Opens TensorFlow.js on the best engine this machine has: TensorFlow's own C library, else WebAssembly. There is one
 * tfjs per process, so its backend is process-wide too: the last `openTensorflow` decides where new tensors live.
 */
import type { DeviceInfo } from '@sonde/schema';
import { SondeError } from '@sonde/schema';
import type { DeviceChoice } from '../modules/define-module.js';
import { loadNativeTensorflow } from './native-tensorflow.js';
import { loadWasmTensorflow } from './wasm-tensorflow.js';

export type Tensorflow = typeof import('@tensorflow/tfjs');

export interface OpenTensorflow {
  readonly tf: Tensorflow;
  readonly device: DeviceInfo;
}

/**
 * 'auto' and 'cpu' take the native library where it loads and WebAssembly otherwise; 'gpu' and 'wasm' take exactly that or
 * throw a sentence.
 *
 * @example
 * const { tf, device } = await openTensorflow();
 * console.log(device.engine, device.why);
 */
export async function openTensorflow(prefer: DeviceChoice = 'auto'): Promise<OpenTensorflow> {
  if (prefer === 'wasm') return loadWasmTensorflow('WebAssembly was asked for.');
  const native = loadNativeTensorflow();
  if (prefer === 'gpu') return onGpu(native);
  if (!native.ok) return loadWasmTensorflow(native.reason);
  if (!(await native.tf.setBackend('tensorflow'))) {
    throw new SondeError('engine-failed', 'TensorFlow loaded, but its backend did not start.', {
      hint: "Choose device: 'wasm' to run on WebAssembly."
    });
  }
  return { tf: native.tf, device: native.device };
}

async function onGpu(native: ReturnType<typeof loadNativeTensorflow>): Promise<OpenTensorflow> {
  if (native.ok && native.device.kind === 'gpu') {
    await native.tf.setBackend('tensorflow');
    return { tf: native.tf, device: native.device };
  }
  const found = native.ok
    ? `${native.device.engine} is a build for the processor, or sees no card`
    : native.reason;
  throw new SondeError(
    'no-gpu',
    `A GPU was asked for, but no engine here can use one: ${found.replace(/\.$/, '')}.`,
    {
      hint: "Use device: 'auto' to run on the processor."
    }
  );
}
