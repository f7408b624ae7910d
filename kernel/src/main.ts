#!/usr/bin/env node
/** The kernel's process: starts the protocol worker first of all, then makes this thread ready for cells. */
import { MessageChannel, Worker } from 'node:worker_threads';
import { readOptions } from './options.js';
import { createRing } from './channel/ring.js';
import type { WorkerStart } from './channel/messages.js';

if (process.argv[2] === 'install') {
  void import('./install.js').then(({ installFromArguments }) => installFromArguments(process.argv.slice(3)));
} else {
  const { connectionFile, directory, provide, types } = readOptions(process.argv.slice(2), process.cwd());
  process.chdir(directory);
  const ring = createRing();
  const inputFlag = new SharedArrayBuffer(4);
  const { port1: answers, port2 } = new MessageChannel();
  const start: WorkerStart = { connectionFile, directory, provide, types, ring, inputFlag, answers: port2 };
  const worker = new Worker(new URL('./protocol/worker.js', import.meta.url), {
    workerData: start,
    transferList: [port2],
    execArgv: []
  });
  answers.unref();
  // No top-level await here: bundled, this is a CommonJS module, which Node starts earlier.
  void import('./runtime/runtime.js').then(({ startRuntime }) =>
    startRuntime(worker, { directory, provide, ring, inputFlag, answers })
  );
}
