/** The protocol worker: opens the sockets and answers, whatever the main thread is doing. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerStart } from '../channel/messages.js';
import { endGroup } from './child-processes.js';
import { readConnection } from './connection.js';
import { Kernel } from './kernel.js';
import { openZeroMq } from './transport.js';

const port = parentPort;
if (!port) throw new Error('The protocol worker is started by main.js');
const start = workerData as WorkerStart;

const kernel = new Kernel({
  start,
  port,
  connection: readConnection(start.connectionFile),
  openTransport: openZeroMq,
  exit(code) {
    port.postMessage({ type: 'exit', code });
    // A main thread that is stuck does not hear it.
    setTimeout(endGroup, 300);
  }
});
void kernel.open().then(watchParent);

/** Jupyter says who started us; a kernel does not outlive its server. */
function watchParent(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void kernel.close();
  }, 1000).unref();
}
