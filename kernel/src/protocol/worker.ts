/** The protocol worker: answers whatever the main thread is doing. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Given } from '../channel/messages.js';

const port = parentPort;
if (!port) throw new Error('The protocol worker is started by main.js');
void import('./listen.js').then(({ listen }) => listen(port, workerData as Given));
