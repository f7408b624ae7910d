/** The main thread: runs one cell after another, and answers the protocol worker in between and while cells wait. */
import process from 'node:process';
import type { MessagePort, Worker } from 'node:worker_threads';
import { checkCall, type Call } from '@sonde/schema/call-check';
import type { TypePolicy } from '../cells/type-policy.js';
import type { Outcome, ToMain } from '../channel/messages.js';
import { cellRuntime as runtimeName } from '@sonde/schema/display';
import { keepCode } from '../parts.js';
import { captureChildren } from './child-processes.js';
import { Comms } from './comms.js';
import { installConsole } from './console.js';
import { installDeno } from './deno.js';
import { createPort, define, installDisplay } from './display.js';
import { guardExit, isExitRequest } from './exit.js';
import { loadDisplays } from './format.js';
import { Input } from './input.js';
import { KeyboardInterrupt } from './interrupt.js';
import { Link } from './link.js';
import { log, wordsOf } from './log.js';
import { CellModules, helpersFolder } from './modules.js';
import { toReport } from './report.js';
import { RunningCells } from './running-cells.js';
import { adoptTslab } from './tslab.js';
import { TimerOwners } from './timers.js';
import { installTypePolicy } from './type-policy.js';
import { bundleNow, textNow, variableBundle } from './variable-bundle.js';

export interface RuntimeOptions {
  directory: string;
  provide: Readonly<Record<string, string>>;
  typeErrors: TypePolicy;
  ring: SharedArrayBuffer;
  inputFlag: SharedArrayBuffer;
  computing: SharedArrayBuffer;
  answers: MessagePort;
  meanwhile: MessagePort;
}

export function startRuntime(worker: Worker, options: RuntimeOptions): void {
  const link: Link = new Link(worker, options.ring, () => cells);
  const comms = new Comms(
    {
      post: comm => link.send({ type: 'comm', run: link.run, comm }),
      handled: id => link.send({ type: 'commHandled', id }),
      failed: error => link.send({ type: 'error', run: link.run, report: toReport(error) })
    },
    options.meanwhile
  );
  const current = () => cells.current;
  const input = new Input(link, options.inputFlag, options.answers, current);
  const provide = { ...options.provide, '@oxc-project/runtime': helpersFolder() };
  const modules = new CellModules(options.directory, provide, files =>
    link.send({ type: 'files', ...files }, [files.loaded])
  );
  const exit = guardExit({
    inCell: () => !cells.current.ended,
    say: sentence => link.print('stderr', sentence),
    // A front end answers questions of the cell that runs.
    ask: question => (input.allowed && !cells.current.ended ? input.askNow(question) : undefined),
    leave: code => link.send({ type: 'shutdown', code })
  });
  let ended: { type: 'done'; run: number; outcome: Outcome } | undefined;
  let climb = 0;
  const cells = new RunningCells((run, outcome) => {
    ended = { type: 'done', run, outcome };
    link.send(ended);
  }, new Int32Array(options.computing));

  installConsole(
    (stream, text) => link.print(stream, text),
    report => link.send({ type: 'trace', run: link.run, report })
  );
  const port = createPort(link, comms, current, modules, input);
  installDisplay(port, current);
  installDeno(port, link);
  modules.onLoad('tslab', () => adoptTslab(modules.require, port));
  installGlobals(modules, input, cells, options.directory);
  installTypePolicy(options.typeErrors, policy => link.send({ type: 'typePolicy', policy }));
  surviveErrors(link, new TimerOwners(cells));
  let endWaiting: (() => void) | undefined;

  worker.on('message', (message: ToMain) => {
    switch (message.type) {
      case 'run':
        endWaiting ??= captureChildren(link);
        return cells.start(message.cell, () => link.send({ type: 'declared', run: message.cell.run }));
      case 'interrupt':
        // Before the cell, and once: what listens to the interrupt may ask a question of its own.
        if (message.climb !== climb) input.interrupt();
        climb = message.climb;
        // What was terminated could not say that it is over: a timer, a child that was waited for.
        if (message.terminated) {
          cells.unwound();
          endWaiting?.();
        }
        for (const cell of cells.all()) cell.interrupt(message);
        // The termination may have hit us just as we said so.
        if (message.terminated && ended) link.send(ended);
        if (message.terminated && comms.cutShort())
          link.send({ type: 'error', run: link.run, report: toReport(new KeyboardInterrupt()) });
        link.send({ type: 'interrupted', id: message.id, alive: cells.alive() });
        return;
      case 'comm':
        return comms.deliver(message);
      case 'input':
        input.receive(message.id, message.answer);
        return;
      case 'judge':
        link.send({ type: 'judged', id: message.id, wrong: judge(message.call) });
        return;
      case 'inspect':
        void variableBundle(message.code).then(bundle =>
          link.send({ type: 'inspected', id: message.id, bundle })
        );
        return;
      case 'debugged':
        void loadDisplays().then(() => link.send({ type: 'inspected', id: message.id }));
        return;
      case 'exit':
        keepCode();
        exit(message.code);
    }
  });
  worker.on('error', error => {
    // Past our own console, which needs the worker.
    log(wordsOf(error));
    exit(1);
  });
  worker.on('exit', code => exit(code));
  for (const stream of [worker.stdout, worker.stderr])
    stream.on('data', (text: Buffer) => log(text.toString().trimEnd()));
  process.on('SIGTERM', () => link.send({ type: 'shutdown', code: 0 }));
  // Jupyter interrupts by message, which also reaches a cell that computes.
  process.on('SIGINT', () => link.send({ type: 'signalled' }));
  link.send({ type: 'ready' });
}

/** A library's check that fails has no opinion, and says so in the kernel's log. */
function judge(call: Call): Record<string, string[]> {
  try {
    return checkCall(call);
  } catch (error) {
    log(`A library's check of calls failed: ${String(error)}`);
    return {};
  }
}

function installGlobals(modules: CellModules, input: Input, cells: RunningCells, directory: string): void {
  // An await of a cell's top level carries the cell's number: what goes on after its cell was stopped, stops here.
  const wait = (value: unknown, run?: number): unknown => {
    const running = run === undefined ? cells.current : cells.of(run);
    if (!running) return new Promise(() => undefined);
    return cells.awaited(running.ended ? value : running.awaits.wait(value), run);
  };
  define(runtimeName, {
    import: modules.import.bind(modules),
    imply,
    module: modules.define.bind(modules),
    meta: modules.meta,
    bundle: bundleNow,
    text: textNow,
    wait,
    each: (iterable: AsyncIterable<unknown> | Iterable<unknown>, run?: number) =>
      interruptible(iterable, step => wait(step, run)),
    using: (resource: Disposable | null | undefined) => {
      const dispose = resource?.[disposeSymbol];
      if (resource && typeof dispose !== 'function')
        throw new TypeError('The value of "using" has no [Symbol.dispose]()');
      if (resource) cells.current.atEnd(() => resource[disposeSymbol]());
      return resource;
    },
    awaitUsing: (resource: (Partial<AsyncDisposable> & Partial<Disposable>) | null | undefined) => {
      const dispose = resource?.[asyncDisposeSymbol] ?? resource?.[disposeSymbol];
      if (resource && !dispose)
        throw new TypeError('The value of "await using" has no [Symbol.asyncDispose]()');
      if (dispose) cells.current.atEnd(() => dispose.call(resource));
      return resource;
    }
  });
  define('require', modules.require);
  define('__dirname', directory);
  define('__filename', modules.meta.filename);
  define('input', input.ask.bind(input));
  define('prompt', input.prompt.bind(input));
  define('confirm', input.confirm.bind(input));
}

/** Makes global variables of names that a JavaScript cell assigns to without declaring them. */
function imply(...names: string[]): void {
  for (const name of names) {
    if (name in globalThis) continue;
    Object.defineProperty(globalThis, name, {
      value: undefined,
      configurable: true,
      writable: true,
      enumerable: true
    });
  }
}

const disposeSymbol: typeof Symbol.dispose = Symbol.dispose;
const asyncDisposeSymbol: typeof Symbol.asyncDispose = Symbol.asyncDispose;

/** An iteration whose every step an interrupt can cut short. */
function interruptible(
  iterable: AsyncIterable<unknown> | Iterable<unknown>,
  wait: (step: unknown) => unknown
) {
  const isAsync = Symbol.asyncIterator in iterable;
  return {
    [Symbol.asyncIterator]() {
      const iterator: AsyncIterator<unknown> | Iterator<unknown> = isAsync
        ? iterable[Symbol.asyncIterator]()
        : iterable[Symbol.iterator]();
      return {
        async next(): Promise<IteratorResult<unknown>> {
          const step = (await wait(iterator.next())) as IteratorResult<unknown>;
          return isAsync ? step : { done: step.done ?? false, value: await wait(step.value) };
        },
        async return(value?: unknown): Promise<IteratorResult<unknown>> {
          return (await iterator.return?.(value)) ?? { done: true, value };
        }
      };
    }
  };
}

/** Whatever code left behind throws is shown under the cell; the kernel lives on. */
function surviveErrors(link: Link, timers: TimerOwners): void {
  const show = (error: unknown) => {
    const owner = timers.runOf(error);
    if (isExitRequest(error)) return;
    link.send({
      type: 'error',
      run: owner ?? link.run,
      unsure: owner === undefined,
      report: toReport(error)
    });
  };
  process.on('uncaughtException', show);
  process.on('unhandledRejection', show);
  process.removeAllListeners('warning');
  process.on('warning', warning => {
    // Ours: the loader of vm scripts is experimental in Node 20.
    if (warning.name === 'ExperimentalWarning') return;
    link.print('stderr', `${warning.name}: ${warning.message}\n`);
  });
}
