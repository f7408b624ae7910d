/** `process.exit()` ends the cell, not the kernel. */
import process from 'node:process';

/** Thrown by `process.exit()` in a cell. */
export class ExitRequest extends Error {
  override readonly name = 'SystemExit';

  constructor(readonly code: number) {
    super(`process.exit(${code}) ended the cell`);
    exits.add(this);
  }
}

const exits = new WeakSet();

/** Not by `instanceof`: what was thrown may be a proxy that throws. */
export function isExitRequest(thrown: unknown): thrown is ExitRequest {
  return typeof thrown === 'object' && thrown !== null && exits.has(thrown);
}

/** Puts our `process.exit` in place and returns the real one. `say` prints a sentence for the user. */
export function guardExit(say: (sentence: string) => void): (code: number) => never {
  const really = process.exit.bind(process);
  process.exit = (code: number | string | null = process.exitCode ?? 0): never => {
    const number = Number(code ?? 0) || 0;
    process.exitCode = 0;
    say(
      `process.exit(${number}): the cell ends here and the kernel goes on (to end the kernel, shut it down in the Kernel menu).\n`
    );
    throw new ExitRequest(number);
  };
  process.abort = (): never => process.exit(134);
  return really;
}
