/**
 * The cells that run on this thread: one at a time, until a subshell runs a second one beside it, or a handler does what
 * belongs to a cell of before. From then on the code of each is told apart where it goes on: after an await of a cell, and in
 * the callback of a timer. What goes on elsewhere (in a library's event, in a `then`) counts as the cell's that was there
 * before. No AsyncLocalStorage: before Node.js 24 it rests on hooks that do not survive an interrupt, and makes every promise
 * of the process dearer.
 */
import type { CellRun, Outcome } from '../channel/messages.js';
import { RunningCell } from './cell.js';

export class RunningCells {
  private readonly cells = new Map<number, RunningCell>();
  /** By run, the messages that asked for cells, of the last ones. */
  private readonly requests = new Map<number, string>();
  /** A subshell has run a cell. */
  private apart = false;
  /** Whose code runs in this turn of the event loop, where that is known. */
  private now: number | undefined;
  /** Whose code runs otherwise: the cell that began before any subshell did, later the one that began last. */
  private last = endedCell();
  private readonly over = endedCell();

  /** `computing`: shared, as the messages' Shared has it. */
  constructor(
    private readonly done: (run: number, outcome: Outcome) => void,
    private readonly computing: Int32Array
  ) {}

  start(cell: CellRun, declared: () => void): void {
    if (cell.subshell && !this.apart) this.tellApart();
    const end = (outcome: Outcome) => {
      this.done(cell.run, outcome);
      this.cells.delete(cell.run);
    };
    const running = new RunningCell(cell, end, declared);
    this.cells.set(cell.run, running);
    this.requests.set(cell.run, cell.request);
    this.requests.delete(cell.run - rememberedRuns);
    if (!this.apart || this.last.ended) this.last = running;
    this.enter(cell.run);
    Atomics.store(this.computing, 0, cell.run);
    void running.start();
    Atomics.store(this.computing, 0, 0);
  }

  /** The cell whose code asks; one that is over when that cell is. */
  get current(): RunningCell {
    return this.now === undefined ? this.last : (this.cells.get(this.now) ?? this.over);
  }

  /** Where the output of the code that asks goes: its cell, also when that is over. */
  get run(): number {
    return this.now ?? this.last.run;
  }

  get place(): { run: number; request: string } {
    const { run } = this;
    return { run, request: this.requests.get(run) ?? '' };
  }

  /** Runs work for a cell that ran before, also after the awaits of cells' code in it. */
  within<T>(run: number, work: () => T): T {
    if (!this.apart) this.tellApart();
    const before = this.now;
    this.enter(run);
    try {
      return work();
    } finally {
      this.now = before;
    }
  }

  /** Undefined once it has ended. */
  of(run: number): RunningCell | undefined {
    return this.cells.get(run);
  }

  all(): RunningCell[] {
    return [...this.cells.values()];
  }

  /** The runs that have not ended. */
  alive(): number[] {
    return this.all().flatMap(cell => (cell.ended ? [] : [cell.run]));
  }

  /** What a cell awaits: the code behind the await is the cell's again. */
  awaited(value: unknown, run = this.run): unknown {
    if (!this.apart) return value;
    const promise = value instanceof Promise ? (value as Promise<unknown>) : Promise.resolve(value);
    // Before the await's own reaction to the same promise, so that nothing comes between.
    const enter = () => this.enter(run);
    promise.then(enter, enter);
    return promise;
  }

  private enter(run: number): void {
    if (!this.apart) return;
    // Ticks come when the microtasks are done, before whatever happens next.
    if (this.now === undefined) process.nextTick(() => (this.now = undefined));
    this.now = run;
  }

  /** The callback of a timer that the code of a cell has set. */
  inTimer<T>(run: number, work: () => T): T {
    // Also what it resolves, until the turn ends.
    if (this.apart) {
      this.enter(run);
      return work();
    }
    const before = this.now;
    this.now = run;
    try {
      return work();
    } finally {
      this.now = before;
    }
  }

  /** What ran was taken off the stack, past every `finally`. */
  unwound(): void {
    this.now = undefined;
    Atomics.store(this.computing, 0, 0);
  }

  private tellApart(): void {
    this.apart = true;
    const schedule = globalThis.queueMicrotask;
    globalThis.queueMicrotask = callback => {
      const { run } = this;
      schedule(() => {
        this.enter(run);
        callback();
      });
    };
  }
}

const rememberedRuns = 10_000;

/** Before the first cell there is nothing to interrupt and nothing that waits. */
function endedCell(): RunningCell {
  const nothing = { filename: '', code: '', async: false, shows: false, allowStdin: false, silent: true };
  const cell = new RunningCell(
    { ...nothing, run: 0, request: '', subshell: false, expressions: [] },
    () => undefined
  );
  cell.ended = true;
  return cell;
}
