/** Makes this thread ready for cells, while the protocol worker starts. */
import type { Worker } from 'node:worker_threads';
import type { SondeError } from '@sonde/schema/error';
import type { Given } from './channel/messages.js';
import { readOptions, type KernelOptions } from './options.js';
import { reportFatalErrors } from './runtime/fatal-report.js';
import { startRuntime } from './runtime/runtime.js';
import { withStandIns } from './runtime/stand-ins.js';

export function start(worker: Worker, given: Given): void {
  given.answers.unref();
  const options = readOrSay(given);
  if (!options) {
    // The worker reads them too, and ends before it listens.
    process.exitCode = 2;
    return;
  }
  process.chdir(options.directory);
  reportFatalErrors(options.connectionFile);
  startRuntime(worker, { ...given, ...options, provide: withStandIns(options.provide) });
}

function readOrSay({ args, here }: Given): KernelOptions | undefined {
  try {
    return readOptions(args, here);
  } catch (error) {
    const { message, hint } = error as SondeError;
    console.error(`${message}\n${hint}`);
    return undefined;
  }
}
