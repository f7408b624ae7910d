#!/usr/bin/env node
/** The kernel's process: starts the protocol worker first of all, then makes this thread ready for cells. */
import { MessageChannel, Worker } from 'node:worker_threads';
import type { SondeError } from '@sonde/schema/error';
import { readOptions, type KernelOptions } from './options.js';
import { heapLimit } from './runtime/heap-limit.js';
import { reportFatalErrors } from './runtime/fatal-report.js';
import { createRing } from './channel/ring.js';
import { standIns } from './runtime/tslab.js';
import type { WorkerStart } from './channel/messages.js';

const args = process.argv.slice(2);
// No top-level await: bundled, this is a CommonJS module, which Node starts earlier.
if (/^(install|uninstall|doctor|help|--help|-h)$/.test(args[0] ?? '')) {
  void import('./install/command.js').then(async ({ kernelCommand }) => {
    process.exitCode = await kernelCommand(args);
  });
} else {
  const options = readOrSay(args);
  if (options) start(options);
  else process.exitCode = 2;
}

function readOrSay(args: readonly string[]): KernelOptions | undefined {
  try {
    return readOptions(args, process.cwd());
  } catch (error) {
    const { message, hint } = error as SondeError;
    console.error(`${message}\n${hint}`);
    return undefined;
  }
}

function start(options: KernelOptions): void {
  const { connectionFile, directory, typeErrors } = options;
  const provide = { ...standIns, ...options.provide };
  process.chdir(directory);
  const ring = createRing();
  const inputFlag = new SharedArrayBuffer(4);
  const computing = new SharedArrayBuffer(4);
  const { port1: answers, port2 } = new MessageChannel();
  const start: WorkerStart = {
    ...options,
    provide,
    heapLimit: heapLimit(),
    ring,
    inputFlag,
    computing,
    answers: port2
  };
  const worker = new Worker(new URL('./protocol/worker.js', import.meta.url), {
    workerData: start,
    transferList: [port2],
    execArgv: [],
    // The parser recurses into a cell; a cell nested too deeply for it is refused (cells/depth.ts). Only what is used takes memory.
    resourceLimits: { stackSizeMb: 256 }
  });
  answers.unref();
  reportFatalErrors(connectionFile);
  void import('./runtime/runtime.js').then(({ startRuntime }) =>
    startRuntime(worker, { directory, provide, typeErrors, ring, inputFlag, computing, answers })
  );
}
