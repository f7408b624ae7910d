/** The kernel behind the sockets, from its first request to the end of the process. */
import { totalmem } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import type { Given } from '../channel/messages.js';
import type { KernelOptions } from '../options.js';
import { keepCode } from '../parts.js';
import { withStandIns } from '../runtime/stand-ins.js';
import { endGroup } from './child-processes.js';
import type { Connection } from './connection.js';
import { Kernel } from './kernel.js';
import { Life } from './life.js';
import { mainSchedule, starves } from './main-schedule.js';
import type { Reception, RequestReceiver } from './reception.js';

export interface KernelPlace {
  port: MessagePort;
  given: Given;
  options: KernelOptions;
  connection: Connection;
}

export function startKernel(
  { transport, publisher }: Reception,
  { port, given, options, connection }: KernelPlace
): RequestReceiver {
  const limits = { heap: given.heapLimit, memory: machineMemory() };
  const kernel = new Kernel({
    start: { ...given, ...options, provide: withStandIns(options.provide) },
    port,
    life: new Life(options.connectionFile, limits),
    connection,
    transport,
    publisher,
    exit(code) {
      keepCode();
      port.postMessage({ type: 'exit', code });
      endStuck();
    }
  });
  watchParent(kernel);
  return kernel;
}

/** A main thread that is stuck does not hear that it shall exit; one that only waits for a processor does in the end. */
function endStuck(): void {
  const [asked, schedule] = [performance.now(), mainSchedule()];
  const look = (): void => {
    if (starves(schedule) && performance.now() - asked < 3000) setTimeout(look, 100);
    else endGroup();
  };
  setTimeout(look, 300);
}

/** Jupyter says who started us; a kernel does not outlive its server. */
function watchParent(kernel: Kernel): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void kernel.close();
  }, 1000).unref();
}

/** In a container it is less than the machine has; outside of one, Node says a number without meaning. */
function machineMemory(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
