/** The kernel behind the sockets, from its first request to the end of the process. */
import { totalmem } from 'node:os';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Shared } from '../channel/messages.js';
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
  options: KernelOptions;
  connection: Connection;
}

export async function startKernel(
  { transport, publisher }: Reception,
  { port, options, connection }: KernelPlace
): Promise<RequestReceiver> {
  const shared = await firstWord(port);
  const limits = { heap: shared.heapLimit, memory: machineMemory() };
  const kernel = new Kernel({
    start: { ...shared, ...options, provide: withStandIns(options.provide) },
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

/** Has usually been said long ago. What comes after it waits in the port. */
async function firstWord(port: MessagePort): Promise<Shared> {
  for (;;) {
    const said: { message: Shared } | undefined = receiveMessageOnPort(port);
    if (said) return said.message;
    await new Promise(resolve => setTimeout(resolve, 1));
  }
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
