#!/usr/bin/env node
/**
 * The kernel's process. Starts the protocol worker first of all, for to start a thread takes longest; what this thread
 * needs to run cells is loaded meanwhile.
 */
import { Worker } from 'node:worker_threads';
import type { Given } from './channel/messages.js';
import { asksForCommand } from './install/asks-for-command.js';

const args = process.argv.slice(2);
// No top-level await: bundled, this is a CommonJS module, which Node starts earlier.
if (asksForCommand(args)) {
  void import('./install/command.js').then(async ({ kernelCommand, calledAs }) => {
    process.exitCode = await kernelCommand(args, { program: calledAs(process.argv[1] ?? '') });
  });
} else {
  const given: Given = { args, here: process.cwd() };
  const worker = new Worker(`${import.meta.dirname}/protocol/worker.js`, {
    workerData: given,
    execArgv: [],
    // Its stderr is read by us: to make this thread's own streams now would keep the worker waiting.
    stdout: true,
    stderr: true,
    // The parser recurses into a cell; a cell nested too deeply for it is refused (cells/depth.ts). Only what is used takes memory.
    resourceLimits: { stackSizeMb: 256 }
  });
  void import('./start.js').then(({ start }) => start(worker, given));
}
