/** One run of a cell on the main thread, from script to outcome. It ends once, whoever ends it. */
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { CellRun, ExpressionOutcome, Outcome, Payload } from '../channel/messages.js';
import type { CellContext } from './display.js';
import { displays, loadDisplays, plainBundle, toBundle } from './format.js';
import { KeyboardInterrupt, PendingAwaits } from './interrupt.js';
import { isExitRequest } from './exit.js';
import { withoutLongText } from './long-text.js';
import { toReport } from './report.js';

export class RunningCell implements CellContext {
  readonly awaits = new PendingAwaits();
  readonly payload: Payload[] = [];
  ended = false;
  private readonly abort = new AbortController();
  private readonly open = new Set<Promise<unknown>>();
  private readonly questions = new Set<Promise<unknown>>();
  private readonly disposals: (() => unknown)[] = [];
  private readonly lastWorks: (() => void)[] = [];
  private declared = false;
  private interruptedBy: number | undefined;

  /** `end` is called once, with how it went; `begun` when the script's names exist and it waits. */
  constructor(
    private readonly cell: CellRun,
    private readonly end: (outcome: Outcome) => void,
    private readonly begun: () => void = () => undefined
  ) {}

  get run(): number {
    return this.cell.run;
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Does the front end take questions? */
  get allowStdin(): boolean {
    return this.cell.allowStdin;
  }

  get id(): string | undefined {
    return this.cell.cell;
  }

  keepOpen(work: Promise<unknown>): void {
    this.open.add(work);
    // Its failure is the cell's (`settle`), not an unhandled one.
    work.catch(() => undefined);
  }

  holdInterrupt(work: Promise<unknown>): void {
    this.keepOpen(work);
    this.questions.add(work);
  }

  /** Runs at the cell's end, last added first. */
  atEnd(dispose: () => unknown): void {
    this.disposals.push(dispose);
  }

  /** Runs when everything else is done, however the cell went. */
  beforeEnd(work: () => void): boolean {
    if (!this.ended) this.lastWorks.push(work);
    return !this.ended;
  }

  async start(): Promise<void> {
    const { code, filename, async: isAsync, shows } = this.cell;
    try {
      let value: unknown;
      try {
        const script = compile(code, filename);
        // What it displays stands in order with what it prints only if nothing need be loaded then.
        if (!displays && code.includes('display')) await loadDisplays();
        this.declared = true;
        value = script.runInThisContext({ displayErrors: false });
        if (isAsync) {
          this.begun();
          const last = (await value) as [unknown] | undefined;
          value = last?.[0];
        }
      } finally {
        if (this.disposals.length > 0) await this.dispose();
      }
      const plain = shows ? plainBundle(value) : undefined;
      const result = plain
        ? value === undefined
          ? undefined
          : plain
        : shows
          ? await toBundle(value)
          : undefined;
      if (this.open.size > 0) await this.settle();
      const expressions = this.cell.expressions.length > 0 ? await this.evaluate() : {};
      this.finish({
        status: 'ok',
        declared: true,
        payload: this.payload,
        expressions,
        ...(result && { result: withoutLongText(result) })
      });
    } catch (error) {
      await Promise.allSettled(this.open);
      if (isExitRequest(error) && error.code === 0) {
        this.finish({ status: 'ok', declared: this.declared, payload: this.payload, expressions: {} });
      } else {
        this.fail(error);
      }
    }
  }

  /** Stops what waits. `terminated`: what ran is off the stack already, so nobody else will end the cell. */
  interrupt({ climb, terminated }: { climb: number; terminated: boolean }): void {
    const reason = new KeyboardInterrupt();
    const again = this.interruptedBy !== undefined && this.interruptedBy !== climb;
    if (this.interruptedBy === undefined) {
      this.interruptedBy = climb;
      this.abort.abort(reason);
      this.awaits.rejectAll(reason);
    }
    // The awaits that were cut short unwind first: their `finally` blocks may print.
    const end = () => void setTimeout(() => this.fail(reason), unwindTime);
    if (this.questions.size > 0 && !again) void Promise.allSettled(this.questions).then(end);
    else if (terminated) this.fail(reason);
    else end();
  }

  private fail(error: unknown): void {
    this.finish({ status: 'error', declared: this.declared, payload: [], report: toReport(error) });
  }

  private finish(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    this.awaits.clear();
    let last = outcome;
    try {
      for (const work of this.lastWorks.splice(0)) work();
    } catch (error) {
      last = { status: 'error', declared: outcome.declared, payload: [], report: toReport(error) };
    }
    try {
      this.end(last);
    } catch (error) {
      // What it shows cannot cross to the worker (a function in a bundle).
      this.end({ status: 'error', declared: this.declared, payload: [], report: toReport(error) });
    }
    // For the next cell, while the reader reads.
    if (!displays) setTimeout(() => void loadDisplays(), 200).unref();
  }

  /** Displays that were not awaited. */
  private async settle(): Promise<void> {
    while (this.open.size > 0) {
      const works = [...this.open];
      for (const work of works) this.open.delete(work);
      await Promise.all(works);
    }
  }

  private async dispose(): Promise<void> {
    for (const dispose of this.disposals.splice(0).reverse()) await dispose();
  }

  private async evaluate(): Promise<Record<string, ExpressionOutcome>> {
    const outcomes: Record<string, ExpressionOutcome> = {};
    for (const { key, code, async: isAsync } of this.cell.expressions) {
      try {
        // Not the cell's own name: a place in it would be taken for one in the cell.
        const filename = join(dirname(this.cell.filename), `user_expressions[${key}]`);
        const value: unknown = compile(code, filename).runInThisContext({ displayErrors: false });
        const bundle = await toBundle(isAsync ? ((await value) as [unknown] | undefined)?.[0] : value);
        outcomes[key] = { status: 'ok', data: bundle ?? { 'text/plain': 'undefined' }, metadata: {} };
      } catch (error) {
        outcomes[key] = { status: 'error', report: toReport(error) };
      }
    }
    return outcomes;
  }
}

/** How long interrupted code may take to unwind before the cell is ended over its head. */
const unwindTime = 50;

function compile(code: string, filename: string): Script {
  try {
    return new Script(code, { filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  } catch (error) {
    // No place, and nothing that ran: V8's parser has used up its stack.
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      'The cell is nested too deeply for V8. Read such data from a file, with JSON.parse or an import.'
    );
  }
}
