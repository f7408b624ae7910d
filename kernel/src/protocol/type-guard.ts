/**
 * The checker as the protocol uses it: started on first need, never in a cell's way. A running cell is checked beside its
 * run and its reply waits at most 25 ms for the answer; what comes later is not printed.
 */
import type { Checker, Diagnostic } from '../types/checker.js';
import type { ParsedCell } from '../cells/parse.js';

export interface TypeGuardOptions {
  start(): Promise<Checker>;
  /** Why there is no checker: said once. */
  unavailable(error: Error): void;
}

/** How long a cell's reply may wait for its types. */
const patience = 25;
/** The server is started when the first cell's reply is out. */
const startDelay = 20;

export class TypeGuard {
  private checker: Promise<Checker | undefined> | undefined;
  private ready = false;
  /** Settled when the last cell's names are in the checker's queue. */
  private known: Promise<void> = Promise.resolve();
  private current: { run: number; code: string; diagnostics: Promise<Diagnostic[]> } | undefined;

  constructor(private readonly options: TypeGuardOptions) {}

  /** The checker, started if it was not. Undefined when it cannot be had. */
  get(): Promise<Checker | undefined> {
    this.checker ??= this.options.start().then(
      checker => {
        this.ready = true;
        return checker;
      },
      (error: unknown) => {
        this.options.unavailable(error as Error);
        return undefined;
      }
    );
    return this.checker;
  }

  /** The checker, once it knows all cells that have been run. */
  async upToDate(): Promise<Checker | undefined> {
    await this.known;
    return this.get();
  }

  /** A cell starts. */
  started(run: number, code: string, cell: ParsedCell): void {
    const before = this.known;
    const checking = before.then(async () => {
      if (!this.checker) await new Promise(resolve => setTimeout(resolve, startDelay));
      const checker = await this.get();
      // In an object: the promise itself would be waited for.
      return { diagnostics: checker?.run(code, cell) ?? Promise.resolve([]) };
    });
    this.known = checking.then(() => undefined);
    const diagnostics = checking
      .then(one => one.diagnostics)
      .catch((error: unknown) => {
        this.options.unavailable(error as Error);
        this.ready = false;
        return [];
      });
    this.current = { run, code, diagnostics };
  }

  /** The block to print under a cell that went well, or undefined. */
  async warnings(run: number): Promise<string | undefined> {
    if (!this.ready || this.current?.run !== run) return undefined;
    const { code, diagnostics } = this.current;
    const late = new Promise<Diagnostic[]>(resolve => setTimeout(resolve, patience, []));
    const errors = (await Promise.race([diagnostics, late])).filter(one => one.severity === 'error');
    return errors.length === 0 ? undefined : errors.map(one => describe(one, code)).join('');
  }

  async close(): Promise<void> {
    await (await this.checker)?.close();
  }
}

function describe({ from, to, message, code: number }: Diagnostic, code: string): string {
  const line = code.split('\n')[from.line] ?? '';
  const width = from.line === to.line ? Math.max(1, to.column - from.column) : 1;
  const pad = line.slice(0, from.column).replace(/[^\t]/g, ' ');
  return `Type error TS${number}, line ${from.line + 1} column ${from.column + 1}: ${message}\n    ${line}\n    ${pad}${'~'.repeat(width)}\n`;
}
