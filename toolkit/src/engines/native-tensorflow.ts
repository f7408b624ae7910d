/**
 * TensorFlow's C library through tfjs-node's addon. The addon is built by the set-up (setup/tensorflow), which tries it in
 * a process of its own and writes the verdict to `.setup/engine.json`; a library that failed there is not loaded here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceInfo } from '@sonde/schema';
import { keepShapes } from './native-shapes.js';
import { addNativeStep } from './native-step.js';
import { processor } from './processor.js';
import type { Tensorflow } from './tensorflow.js';

export type NativeTensorflow =
  | { readonly ok: true; readonly tf: Tensorflow; readonly device: DeviceInfo }
  | { readonly ok: false; readonly reason: string };

const require = createRequire(import.meta.url);

let loaded: NativeTensorflow | undefined;

/** Loads the library once per process (about half a second), or says why it cannot. Never throws. */
export function loadNativeTensorflow(): NativeTensorflow {
  loaded ??= load(readVerdict());
  return loaded;
}

function load(verdict: SetupVerdict | undefined): NativeTensorflow {
  if (verdict?.engine === 'wasm') return { ok: false, reason: verdict.why };
  // What C reads must be in the environment before the library loads.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'; // the default, but said aloud it prints no notice
  process.env.TF_NUM_INTRAOP_THREADS ??= String(processor().cores);
  // tfjs-node calls this function, which Node 23 removed.
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= value => value === null || value === undefined;
  try {
    require('@tensorflow/tfjs-node');
  } catch (thrown) {
    return { ok: false, reason: whyNotLoaded(thrown) };
  }
  const tf = require('@tensorflow/tfjs') as Tensorflow;
  addNativeStep(tf);
  keepShapes(tf);
  return { ok: true, tf, device: describe(tf) };
}

function describe(tf: Tensorflow): DeviceInfo {
  const backend = tf.findBackend('tensorflow') as unknown as {
    isUsingGpuDevice: boolean;
    binding: { TF_Version: string };
  };
  const gpu = backend.isUsingGpuDevice;
  return {
    engine: `tensorflow ${backend.binding.TF_Version}`,
    kind: gpu ? 'gpu' : 'cpu',
    device: gpu ? cardName() : processor().name,
    threads: Number(process.env.TF_NUM_INTRAOP_THREADS) || processor().cores,
    why: gpu
      ? "TensorFlow's C library sees a GPU."
      : "TensorFlow's C library loaded; it is a build for the processor."
  };
}

/** The NVIDIA driver's own name for the first card. */
function cardName(folder = '/proc/driver/nvidia/gpus'): string {
  if (!existsSync(folder)) return 'GPU';
  const first = readdirSync(folder)[0];
  const text = first ? readFileSync(join(folder, first, 'information'), 'utf8') : '';
  return /^Model:\s*(.+)$/m.exec(text)?.[1] ?? 'GPU';
}

function whyNotLoaded(thrown: unknown): string {
  const { message = String(thrown), code } = thrown as { message?: string; code?: string };
  if (code === 'MODULE_NOT_FOUND')
    return 'The package @tensorflow/tfjs-node is not installed (run npm start to install it).';
  if (/can not be found at path/.test(message)) {
    return "TensorFlow's native addon has not been built (run npm start to build it).";
  }
  return `TensorFlow's native addon does not load: ${message.split('\n')[0]}`;
}

interface SetupVerdict {
  engine: 'native' | 'wasm';
  why: string;
}

/** What the set-up found when it tried the addon; undefined where Sonde was not set up from its repository. */
function readVerdict(
  path = fileURLToPath(new URL('../../../.setup/engine.json', import.meta.url))
): SetupVerdict | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SetupVerdict;
  } catch {
    // Half-written by a set-up that was killed: as good as absent, the addon itself will tell.
    return undefined;
  }
}
