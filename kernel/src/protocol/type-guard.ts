/**
 * The checker as the protocol uses it: started on first need, never in a cell's way. A running cell is checked beside its
 * run; what it shows does not wait for the answer, its reply does, for a while.
 */
import type { Diagnostic } from '@sonde/schema/editor';
import type { Checker } from '../types/checker.js';
import type { ParsedCell } from '../cells/parse.js';
import { isArithmetic } from '../cells/arithmetic.js';
import { clip } from '../cells/excerpt.js';
import { cellPolicy, type TypePolicy } from '../cells/type-policy.js';
import type { KernelLanguage } from '../options.js';

export interface TypeGuardOptions {
  start(): Promise<Checker>;
  /** Prints a sentence under the cell. */
  say(sentence: string): void;
  language: KernelLanguage;
  /** What is done about type errors until `policy` is set. */
  policy: TypePolicy;
}

/**
 * How long a cell's reply may wait for its types, in milliseconds. Where an editor underlines what is wrong, little is lost
 * with a late answer; elsewhere nothing else tells, and the server may be starting.
 */
const patience = { underlined: 25, alone: 2000 };
/** How long a cell that runs only without type errors may wait for the checker to find none. */
const longPatience = 30_000;
const mostStarts = 4;
/** Type errors of a cell that are printed; the others are counted. */
const mostShown = 20;
const notChecked = `The types of this cell are not checked: TypeScript has not answered in ${patience.alone / 1000} seconds\n`;
/** Cells that a restarted server is told. */
const rememberedCells = 500;
/** The server is started when the first cell's reply is out. */
const startDelay = 20;

export class TypeGuard {
  private checker: Promise<Checker | undefined> | undefined;
  private starts = 0;
  private readonly ran: { code: string; cell: ParsedCell }[] = [];
  /** Settled when the last cell's names are in the checker's queue. */
  private known: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<(names: ReadonlySet<string>) => void>();
  /** Of the cells that run, those of subshells too. */
  private readonly current = new Map<number, { code: string; diagnostics: Promise<Diagnostic[]> }>();
  /** The notebook's; a cell may have its own. */
  policy: TypePolicy;

  constructor(private readonly options: TypeGuardOptions) {
    this.policy = options.policy;
  }

  get language(): KernelLanguage {
    return this.options.language;
  }

  /** What is to be done about the type errors of a cell. */
  policyOf(code: string): TypePolicy {
    return cellPolicy(code).policy ?? this.policy;
  }

  /** The checker, started if it was not, and again if it died. Undefined when it cannot be had. */
  async get(): Promise<Checker | undefined> {
    const starting = (this.checker ??= this.start());
    const checker = await starting;
    if (!checker || checker.alive) return checker;
    // Several may have waited for the one that died; one starts the next.
    if (this.checker === starting) this.checker = this.start();
    return this.checker;
  }

  private async start(): Promise<Checker | undefined> {
    if (++this.starts > mostStarts) {
      if (this.starts === mostStarts + 1) this.unavailable(new Error('the language server keeps ending'));
      return undefined;
    }
    try {
      const checker = await this.options.start();
      // One that follows a dead one is told what that one knew; a failure shows at the next question.
      for (const { code, cell } of this.ran) void checker.run(code, cell, { check: false }).catch(() => []);
      return checker;
    } catch (error) {
      this.unavailable(error as Error);
      return undefined;
    }
  }

  /** The checker, if there is one by now. */
  async running(): Promise<Checker | undefined> {
    return this.checker;
  }

  /** Calls back with the names that a cell which starts declares. Returns how to stop that. */
  onStarted(listener: (names: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The checker, once it knows all cells that have been run. */
  async upToDate(): Promise<Checker | undefined> {
    await this.known;
    return this.get();
  }

  /** A cell starts. */
  started(run: number, code: string, cell: ParsedCell): void {
    const { unknown } = cellPolicy(code);
    if (unknown !== undefined)
      this.options.say(`"${unknown}" is no way to treat types: write // @types: off, warn or block\n`);
    const check = this.policyOf(code) !== 'off';
    const waited = check && !isArithmetic(cell);
    const before = this.known;
    const checking = before.then(async () => {
      if (!this.checker && !waited) await new Promise(resolve => setTimeout(resolve, startDelay));
      const checker = await this.get();
      this.ran.push({ code, cell });
      if (this.ran.length > rememberedCells) this.ran.shift();
      // In an object: the promise itself would be waited for.
      return { diagnostics: checker?.run(code, cell, { check }) ?? Promise.resolve([]) };
    });
    this.known = checking.then(() => undefined);
    const diagnostics = checking
      .then(one => one.diagnostics)
      .catch((error: unknown) => {
        this.unavailable(error as Error);
        return [];
      });
    if (waited) this.current.set(run, { code, diagnostics });
    this.current.delete(run - rememberedCells);
    void this.known.then(() => this.tell(cell));
  }

  /** The errors for which a cell must not run: those of a cell that runs only without any. */
  async blocking(code: string, cell: ParsedCell): Promise<Diagnostic[]> {
    if (this.policyOf(code) !== 'block') return [];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>(resolve => (timer = setTimeout(resolve, longPatience, undefined)));
    const checked = this.upToDate().then(checker => checker?.check(code, cell) ?? []);
    try {
      const found = await Promise.race([checked, late]);
      if (!found)
        this.unavailable(new Error(`TypeScript has not answered in ${longPatience / 1000} seconds`));
      return (found ?? []).filter(one => one.severity === 'error');
    } catch (error) {
      // Better unchecked than a notebook that cannot be run.
      this.unavailable(error as Error);
      return [];
    } finally {
      clearTimeout(timer);
    }
  }

  private async tell(cell: ParsedCell): Promise<void> {
    if (this.listeners.size === 0) return;
    const { declaredNames } = await import('../types/names.js');
    const names = new Set(declaredNames(cell).keys());
    for (const listener of this.listeners) listener(names);
  }

  /** The block to print under a cell that went well, or undefined. */
  async warnings(run: number): Promise<string | undefined> {
    const current = this.current.get(run);
    this.current.delete(run);
    if (!current) return undefined;
    const { code, diagnostics } = current;
    const underlined = this.listeners.size > 0;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>(resolve => {
      timer = setTimeout(resolve, underlined ? patience.underlined : patience.alone, undefined);
    });
    const found = await Promise.race([diagnostics, late]);
    clearTimeout(timer);
    if (!found) return underlined ? undefined : notChecked;
    const errors = found.filter(one => one.severity === 'error');
    if (errors.length === 0) return undefined;
    const left = errors.length - mostShown;
    const shown = errors.slice(0, mostShown).map(one => describe(one, code));
    return `${shown.join('')}${left > 0 ? `… and ${left} more type errors\n` : ''}`;
  }

  private unavailable(error: Error): void {
    this.options.say(`Types are not checked: ${error.message}\n`);
  }

  /** Waits not too long for a server that is still starting. */
  async close(): Promise<void> {
    const patience = new Promise<undefined>(resolve => setTimeout(resolve, 500, undefined));
    await (await Promise.race([this.checker, patience]))?.close();
  }
}

function describe({ from, to, message, code: number }: Diagnostic, code: string): string {
  const { text, column } = clip(code.split('\n')[from.line] ?? '', from.column);
  const width = from.line === to.line ? Math.min(to.column - from.column, text.length - column) : 1;
  const pad = text.slice(0, column).replace(/[^\t]/g, ' ');
  return `Type error TS${number}, line ${from.line + 1} column ${from.column + 1}: ${message}\n    ${text}\n    ${pad}${'~'.repeat(Math.max(1, width))}\n`;
}
