/** TensorFlow.js on WebAssembly: runs everywhere, on one thread, with the gradients it lacks added so that it can train. */
import { createRequire } from 'node:module';
import type { DeviceInfo } from '@sonde/schema';
import { SondeError } from '@sonde/schema';
import { processor } from './processor.js';
import type { OpenTensorflow, Tensorflow } from './tensorflow.js';
import { addWasmGradients } from './wasm-gradients.js';

const require = createRequire(import.meta.url);

let prepared: Tensorflow | undefined;

/** `why` says what led here; it becomes part of the device's sentence. */
export async function loadWasmTensorflow(why: string): Promise<OpenTensorflow> {
  const tf = (prepared ??= prepare());
  const started = await tf.setBackend('wasm').catch((cause: unknown) => {
    throw engineFailed(cause);
  });
  if (!started) throw engineFailed();
  return { tf, device: describe(why) };
}

function prepare(): Tensorflow {
  const tf = require('@tensorflow/tfjs') as Tensorflow;
  require('@tensorflow/tfjs-backend-wasm');
  addWasmGradients(tf);
  // The file:// scheme for saving and loading models: tfjs-node's own, which needs no addon.
  const files = require('@tensorflow/tfjs-node/dist/io/file_system.js') as {
    nodeFileSystemRouter: Parameters<Tensorflow['io']['registerLoadRouter']>[0];
  };
  tf.io.registerLoadRouter(files.nodeFileSystemRouter);
  tf.io.registerSaveRouter(files.nodeFileSystemRouter);
  return tf;
}

function describe(why: string): DeviceInfo {
  const { version } = require('@tensorflow/tfjs-backend-wasm/package.json') as { version: string };
  return {
    engine: `wasm ${version}`,
    kind: 'cpu',
    device: processor().name,
    threads: 1,
    why
  };
}

function engineFailed(cause?: unknown): SondeError {
  const detail = cause instanceof Error ? `: ${cause.message.split('\n')[0]}` : '';
  return new SondeError('engine-failed', `TensorFlow.js could not start its WebAssembly backend${detail}.`, {
    cause,
    hint: 'Check that node is version 20.19 or newer and run npm start again.'
  });
}
