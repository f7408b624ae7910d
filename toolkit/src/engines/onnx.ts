/** Opens an ONNX model on ONNX Runtime. A run blocks the thread it is called on, though it returns a promise. */
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DeviceInfo } from '@sonde/schema';
import { SondeError } from '@sonde/schema';
import type { InferenceSession, OnnxValue, Tensor as OrtTensor } from 'onnxruntime-node';
import type { DeviceChoice } from '../modules/define-module.js';
import { processor } from './processor.js';

/** A tensor as plain data: ONNX Runtime's own tensors are this too. */
export interface OnnxTensor {
  readonly data: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | Int8Array;
  readonly dims: readonly number[];
}

export interface OpenOnnx {
  /** ONNX Runtime's own session, for what `run` does not offer. */
  readonly session: InferenceSession;
  readonly device: DeviceInfo;
  /** Input name → tensor in, output name → tensor out; with `outputs` only those are computed. */
  run(
    feeds: Readonly<Record<string, OnnxTensor>>,
    outputs?: readonly string[]
  ): Promise<Record<string, OnnxTensor>>;
  close(): Promise<void>;
}

export interface OnnxOptions {
  /** Only the processor is supported: 'auto' and 'cpu' run, 'gpu' and 'wasm' throw a sentence. Default 'auto'. */
  prefer?: DeviceChoice;
  /** Threads within one operation. Default: all cores this process may use. */
  threads?: number;
}

/**
 * @example
 * const model = await openOnnx('/models/efficientnet.onnx');
 * const { probabilities } = await model.run({ image: { data: pixels, dims: [1, 3, 224, 224] } });
 */
export async function openOnnx(modelPath: string, options: OnnxOptions = {}): Promise<OpenOnnx> {
  const { prefer = 'auto', threads = processor().cores } = options;
  refuseOtherDevices(prefer);
  await checkFile(modelPath);
  const ort = loadRuntime();
  const session = await createSession(ort, modelPath, threads);
  return {
    session,
    device: onnxDevice(threads),
    async run(feeds, outputs = session.outputNames) {
      const tensors = Object.fromEntries(
        Object.entries(feeds).map(([name, value]) => [name, toTensor(ort, value)])
      );
      return fromValues(await session.run(tensors, outputs));
    },
    close: () => session.release()
  };
}

/** The engine that `openOnnx` takes. */
export function onnxDevice(threads = processor().cores): DeviceInfo {
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  return {
    engine: `onnxruntime ${version}`,
    kind: 'cpu',
    device: processor().name,
    threads,
    why: 'ONNX Runtime runs natively on the processor.'
  };
}

const require = createRequire(import.meta.url);

type Runtime = typeof import('onnxruntime-node');

function refuseOtherDevices(prefer: DeviceChoice): void {
  if (prefer === 'auto' || prefer === 'cpu') return;
  const name = prefer === 'gpu' ? 'a GPU' : 'WebAssembly';
  throw new SondeError(
    prefer === 'gpu' ? 'no-gpu' : 'engine-missing',
    `${name[0]?.toUpperCase()}${name.slice(1)} was asked for, but ONNX models run only on the processor here.`,
    { hint: "Use device: 'auto' or 'cpu'." }
  );
}

async function checkFile(path: string): Promise<void> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new SondeError('model-missing', `There is no model file at "${path}".`, {
      cause,
      hint: 'Check the path; for a module of the catalogue, run npm start again to restore its weights.'
    });
  });
  if (!info.isFile())
    throw new SondeError('model-corrupt', `"${path}" is a folder; an ONNX model file was wanted.`);
  if (info.size === 0)
    throw new SondeError('model-corrupt', `The model file "${path}" is empty.`, { hint: restoreHint });
}

const restoreHint = 'Download or export the model again.';

function loadRuntime(): Runtime {
  try {
    return require('onnxruntime-node') as Runtime;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new SondeError('engine-failed', `ONNX Runtime does not load on this machine: ${detail}`, {
      cause,
      hint: 'It needs 64-bit Linux with glibc 2.28 or newer, macOS or Windows; run npm start again if packages are missing.'
    });
  }
}

async function createSession(ort: Runtime, path: string, threads: number): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(path, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      // A thread that waits for its next piece of work spins this long before it sleeps. By default it goes on and on, which
      // beside a training on the same cores makes predictions five times slower. A millisecond is long enough to bridge the
      // gaps within a network of many small operators: sleeping there costs a line of text a third of its time.
      extra: { session: { intra_op: { spin_duration_us: '1000' } } }
    });
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new SondeError('model-corrupt', `"${path}" cannot be read as an ONNX model: ${detail}`, {
      cause,
      hint: restoreHint
    });
  }
}

function toTensor(ort: Runtime, { data, dims }: OnnxTensor): OrtTensor {
  const size = dims.reduce((product, n) => product * n, 1);
  if (size !== data.length) {
    throw new SondeError(
      'input-shape',
      `A tensor of shape [${dims.join(', ')}] holds ${size} values, ${data.length} were given.`
    );
  }
  return new ort.Tensor(typeOf(data), data, dims);
}

function typeOf(data: OnnxTensor['data']): 'float32' | 'float64' | 'int32' | 'int64' | 'uint8' | 'int8' {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof BigInt64Array) return 'int64';
  if (data instanceof Uint8Array) return 'uint8';
  return 'int8';
}

function fromValues(values: Readonly<Record<string, OnnxValue>>): Record<string, OnnxTensor> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value as unknown as OnnxTensor])
  );
}
