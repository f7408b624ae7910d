/** Makes this thread ready for cells, while the protocol worker starts. */
import { MessageChannel, type Worker } from 'node:worker_threads';
import type { SondeError } from '@sonde/schema/error';
import type { Given, Shared } from './channel/messages.js';
import { createRing } from './channel/ring.js';
import { startOptions, type KernelOptions } from './options.js';
import { reportFatalErrors } from './runtime/fatal-report.js';
import { heapLimit } from './runtime/heap-limit.js';
import { startRuntime } from './runtime/runtime.js';
import { withStandIns } from './runtime/stand-ins.js';

export function start(worker: Worker, given: Given): void {
  const options = readOrSay(given);
  if (!options) {
    // The worker reads them too, and ends before it listens.
    process.exitCode = 2;
    return;
  }
  const { port1: answers, port2 } = new MessageChannel();
  answers.unref();
  const { port1: meanwhile, port2: sendMeanwhile } = new MessageChannel();
  meanwhile.unref();
  const shared: Omit<Shared, 'answers' | 'meanwhile'> = {
    heapLimit: heapLimit(),
    ring: createRing(),
    inputFlag: new SharedArrayBuffer(4),
    computing: new SharedArrayBuffer(4)
  };
  worker.postMessage({ ...shared, answers: port2, meanwhile: sendMeanwhile } satisfies Shared, [
    port2,
    sendMeanwhile
  ]);
  process.chdir(options.directory);
  reportFatalErrors(options.connectionFile);
  startRuntime(worker, { ...shared, answers, meanwhile, ...options, provide: withStandIns(options.provide) });
}

function readOrSay({ args, here }: Given): KernelOptions | undefined {
  try {
    return startOptions(args, here);
  } catch (error) {
    const { message, hint } = error as SondeError;
    console.error(`${message}\n${hint}`);
    return undefined;
  }
}
