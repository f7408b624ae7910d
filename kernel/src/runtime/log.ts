/** The kernel's log is its stderr, which Jupyter shows where it was started. */
import { writeSync } from 'node:fs';
import type { SondeError } from '@sonde/schema/error';

/** Writes a line, past the cells' console. */
export function log(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // Whoever started us reads no more (EPIPE, EAGAIN): a kernel does not die of that.
  }
}

/** What the worker failed of. A sentence for people needs no stack. */
export function wordsOf(error: Error): string {
  const { name, message, stack, hint } = error as Partial<SondeError> & Error;
  if (name === 'SondeError') return hint === undefined ? message : `${message}\n${hint}`;
  return `The protocol worker failed: ${stack ?? message}`;
}
