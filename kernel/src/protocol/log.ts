/** The kernel's own log: its stderr, which Jupyter Server shows among its own. Past the cells' console and the main thread. */
import { writeSync } from 'node:fs';

export function log(sentence: string): undefined {
  try {
    writeSync(2, `[sonde kernel] ${sentence}\n`);
  } catch {
    // Nobody reads it (EAGAIN, EPIPE): the kernel lives on without a log.
  }
}
