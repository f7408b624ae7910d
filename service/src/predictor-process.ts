/**
 * The process that predicts with one module. It opens the module at the first request and keeps it open, takes one
 * request at a time over its IPC channel, and ends with whoever started it. Native code that crashes here, or blocks,
 * takes nothing else along.
 */
import { pathToFileURL } from 'node:url';
import {
  SondeError,
  toErrorRecord,
  type DeviceInfo,
  type ErrorRecord,
  type InputPort,
  type MimeBundle,
  type PredictInput
} from '@sonde/schema';
import { load, toBundle, type Explaining, type Module } from '@sonde/toolkit';

/** What the service asks. */
export type PredictorTask =
  | { do: 'predict' | 'why'; input: PredictInput; options?: Record<string, unknown> }
  | { do: 'check'; data: string; args?: Record<string, unknown> };

/** What the process answers. */
export type PredictorAnswer =
  | { ok: true; bundle: MimeBundle; device: DeviceInfo; port: InputPort }
  | { ok: true; summary: string }
  | { ok: false; error: ErrorRecord };

const [name = ''] = process.argv.slice(2);
let opened: Promise<Module> | undefined;

process.on('message', (task: PredictorTask) => {
  void answer(task).then(said => process.send?.(said));
});
// The service is gone: nobody reads an answer any more.
process.on('disconnect', () => process.exit(0));

async function answer(task: PredictorTask): Promise<PredictorAnswer> {
  try {
    const module = await open();
    if (task.do === 'check') return { ok: true, summary: await module.check(task.data, task.args) };
    const result = await resultOf(module, task);
    return {
      ok: true,
      bundle: await toBundle(result),
      device: await module.device(),
      port: portOf(module)
    };
  } catch (thrown) {
    return { ok: false, error: toErrorRecord(thrown) };
  }
}

/** Opens once; after a failure the next request tries again. */
function open(): Promise<Module> {
  opened ??= load(name).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function resultOf(module: Module, task: Extract<PredictorTask, { do: 'predict' | 'why' }>) {
  const { input, options } = task;
  if ('paths' in input) {
    return module.predictAll(
      input.paths.map(path => inputOf(module, { path })),
      options
    );
  }
  const value = inputOf(module, input);
  return task.do === 'why' ? why(module, value, options) : module.predict(value, options);
}

/** A container's handle has no such method; a module that cannot say why says so itself. */
async function why(module: Module, input: unknown, options?: Record<string, unknown>): Promise<unknown> {
  if (canSayWhy(module)) return module.why(input, options);
  throw new SondeError('why-unknown', `"${name}" cannot say why it answers as it does`);
}

function canSayWhy(module: Module): module is Module & Explaining<string> {
  return 'why' in module;
}

function inputOf(module: Module, input: Exclude<PredictInput, { paths: string[] }>): unknown {
  if ('example' in input) return module.example(input.example);
  if ('value' in input) return input.value;
  // A module that takes text would take a path for the text itself, never a URL.
  return portOf(module).type === 'text' ? pathToFileURL(input.path) : input.path;
}

function portOf(module: Module): InputPort {
  const info = module.info();
  if (!('input' in info)) return { type: 'json' };
  const { type, files } = info.input;
  return { type, ...(files && { files }) };
}
