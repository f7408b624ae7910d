/**
 * `process.exit()` and its like in a cell: the user is asked whether the kernel shall end. Where nobody can be asked, and
 * when the answer is no, the cell ends and the kernel goes on.
 */
import { constants } from 'node:os';
import process from 'node:process';

/** Thrown by `process.exit()` and its like. */
export class ExitRequest extends Error {
  override readonly name = 'SystemExit';

  constructor(
    message: string,
    readonly code: number
  ) {
    super(message);
    exits.add(this);
  }
}

const exits = new WeakSet();

/** Not by `instanceof`: what was thrown may be a proxy that throws. */
export function isExitRequest(thrown: unknown): thrown is ExitRequest {
  return typeof thrown === 'object' && thrown !== null && exits.has(thrown);
}

export interface ExitGuard {
  /** Whether there is a cell to end: what a timer or a listener does may come after it. */
  inCell(): boolean;
  /** Prints a sentence for the user. */
  say(sentence: string): void;
  /** Asks and waits for the answer; undefined where nobody can answer now. */
  ask(question: string): string | undefined;
  /** Ends the kernel once the cell has ended. */
  leave(code: number): void;
}

/** Puts our `process.exit` in place and returns the real one. */
export function guardExit(guard: ExitGuard): (code: number) => never {
  const really = {
    exit: process.exit.bind(process),
    reallyExit: internals.reallyExit,
    kill: process.kill.bind(process)
  };
  const wish = (call: string, code: number): never => {
    process.exitCode = 0;
    const answer = guard.ask(
      `${call} ends the kernel, and all that is in its memory is lost. Type y to end it, anything else to go on: `
    );
    const inCell = guard.inCell();
    if (answer !== undefined && /^\s*y(es)?\s*$/i.test(answer)) guard.leave(code);
    else {
      const happens = inCell ? 'the cell ends here and the kernel goes on' : 'the kernel goes on';
      guard.say(`${call}: ${happens} (to end the kernel, shut it down in the Kernel menu).\n`);
    }
    throw new ExitRequest(inCell ? `${call} ended the cell` : `${call} did not end the kernel`, code);
  };
  const exit = (code?: number | string | null): never => {
    const number = Number(code ?? process.exitCode ?? 0) || 0;
    return wish(`process.exit(${number})`, number);
  };
  process.exit = exit;
  internals.reallyExit = exit;
  process.abort = () => wish('process.abort()', 134);
  process.kill = (pid, signal = 'SIGTERM') => {
    if (!meansUs(pid) || !isDeadly(signal)) return really.kill(pid, signal);
    return wish(`process.kill(${pid}, ${JSON.stringify(signal)})`, 128 + numberOf(signal));
  };
  return code => {
    // The real one ends through it.
    internals.reallyExit = really.reallyExit;
    return really.exit(code);
  };
}

const internals = process as unknown as { reallyExit(code?: number): never };

/** A process, or the group it leads. */
function meansUs(pid: number): boolean {
  return pid === process.pid || pid === -process.pid || pid === 0;
}

/** What ends a process that does not listen to it. SIGINT has a listener: Jupyter's interrupts. */
function isDeadly(signal: string | number): boolean {
  const number = numberOf(signal);
  if (number === 0 || harmless.some(name => constants.signals[name] === number)) return false;
  const name = Object.entries(constants.signals).find(([, one]) => one === number)?.[0];
  // Ours listens to SIGTERM, and ends the kernel.
  return name === undefined || process.listenerCount(name) === (name === 'SIGTERM' ? 1 : 0);
}

const harmless = ['SIGINT', 'SIGCHLD', 'SIGCONT', 'SIGWINCH', 'SIGURG', 'SIGUSR1'] as const;

function numberOf(signal: string | number): number {
  // Node says itself what it thinks of a name that is none.
  return typeof signal === 'number' ? signal : (constants.signals[signal as NodeJS.Signals] ?? 0);
}
