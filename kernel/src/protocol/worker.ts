/** The protocol worker: opens the sockets and answers, whatever the main thread is doing. */
import { totalmem } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerStart } from '../channel/messages.js';
import { endGroup } from './child-processes.js';
import { readConnection } from './connection.js';
import { Kernel } from './kernel.js';
import { Life } from './life.js';
import { listenError } from './listen-error.js';
import { mainSchedule, starves } from './main-schedule.js';
import { openZeroMq } from './transport.js';

const port = parentPort;
if (!port) throw new Error('The protocol worker is started by main.js');
const start = workerData as WorkerStart;

const life = new Life(start.connectionFile, { heap: start.heapLimit, memory: machineMemory() });
const kernel = new Kernel({
  start,
  port,
  life,
  connection: readConnection(start.connectionFile),
  openTransport: openZeroMq,
  exit(code) {
    port.postMessage({ type: 'exit', code });
    endStuck();
  }
});
void kernel.open().then(watchParent, (error: unknown) => {
  throw listenError(error, start.connectionFile, life.other);
});

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
function watchParent(): void {
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
