/**
 * One debug session with everything that belongs to it. Nothing of it exists in the main thread until somebody attaches,
 * and nothing is left when it is over.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Breakpoints, type PlacedBreakpoint } from './breakpoints.js';
import { CellScripts, type CellScript, type Generated } from './cell-scripts.js';
import { Evaluator } from './evaluator.js';
import { Exceptions } from './exceptions.js';
import { Execution } from './execution.js';
import { Globals } from './globals.js';
import { objectGroup } from './in-debuggee.js';
import { Inspector } from './inspector.js';
import { RichVariables, type Bundle } from './rich-variables.js';
import { Scripts } from './scripts.js';
import { Variables } from './variables.js';

/** What the session needs of the kernel. */
export interface KernelSide {
  /** What the cell would become if it ran now. */
  generate(source: string): Promise<Generated | undefined>;
  /** The built-ins whose names cells have taken. */
  shadowed(): ReadonlySet<string>;
  /** A name that the debugger has declared. */
  declare(name: string): void;
  /** The main thread's picture of a variable; undefined when it does not answer soon. */
  bundle(name: string): Promise<Bundle | undefined>;
  /** The main thread loads what shows variables: once it stands still, it loads nothing. Never rejects. */
  ready(): Promise<unknown>;
}

export interface SessionEvents {
  stopped(body: DebugProtocol.StoppedEvent['body']): void;
  continued(): void;
  breakpointChanged(breakpoint: PlacedBreakpoint, path: string): void;
}

/** The variables of the notebook are asked for at every output; those of so many answers can still be opened. */
const keptAnswers = 20;

export class DebugSession {
  readonly cells = new CellScripts();
  readonly inspector = new Inspector();
  readonly scripts = new Scripts(this.cells);
  readonly variables = new Variables(this.inspector);
  readonly exceptions = new Exceptions(this.inspector, this.scripts);
  readonly breakpoints: Breakpoints;
  readonly execution: Execution;
  readonly globals: Globals;
  readonly evaluator: Evaluator;
  readonly rich: RichVariables;
  attached = false;
  private ready: Promise<unknown> | undefined;
  private lastGlobals: DebugProtocol.Variable[] = [];
  private answers: { reference: number; group: string }[] = [];
  private nextGroup = 1;

  constructor(
    private readonly kernel: KernelSide,
    events: SessionEvents
  ) {
    const { inspector, cells, scripts, exceptions, variables } = this;
    const { generate } = kernel;
    const changed = events.breakpointChanged;
    this.breakpoints = new Breakpoints({ inspector, cells, scripts, generate, changed });
    this.execution = new Execution({
      inspector,
      scripts,
      exceptions,
      stopped: events.stopped,
      continued: () => {
        variables.clear();
        // A session that ends at this moment lets go of everything itself.
        this.globals.release(objectGroup).catch(() => undefined);
        events.continued();
      },
      breakpointId: id => this.breakpoints.idOf(id),
      breakpointNow: id => this.breakpoints.now(id)
    });
    this.globals = new Globals(inspector, kernel.declare);
    const stopped = () => this.execution.frames.frames.find(one => one.call)?.call;
    this.evaluator = new Evaluator(inspector, kernel.shadowed, stopped);
    // A program that stands still answers nothing by itself.
    this.rich = new RichVariables(inspector, this.evaluator, name =>
      this.execution.isStopped ? Promise.resolve(undefined) : kernel.bundle(name)
    );
  }

  async attach(): Promise<void> {
    if (this.attached) return;
    await this.inspector.post('Runtime.enable');
    await this.inspector.post('Debugger.enable', { maxScriptsCacheSize: 10_000_000 });
    await this.inspector.post('Debugger.setAsyncCallStackDepth', { maxDepth: 16 });
    await this.execution.skipInternals();
    // Not waited for here: a cell that computes can be debugged all the same.
    this.ready = this.kernel.ready();
    this.attached = true;
  }

  /** A stopped program goes on. */
  close(): void {
    this.attached = false;
    this.inspector.close();
    this.execution.end();
    this.breakpoints.clear();
    this.exceptions.clear();
    this.variables.clear();
    this.scripts.clear();
    this.answers = [];
  }

  needsAttach(): void {
    if (!this.attached) throw new Error('The debugger is not attached: send attach first');
  }

  /** A cell is about to run. Nothing to wait for unless somebody debugs. */
  willRun(filename: string, label: string, source: string, generated: Generated): Promise<void> | undefined {
    const script = this.cells.add(filename, label, source, generated);
    if (!this.attached) return undefined;
    return this.prepare(script);
  }

  private async prepare(script: CellScript): Promise<void> {
    await this.ready;
    await this.execution.heed();
    await this.breakpoints.willRun(script);
  }

  /** Whatever stops the program now must not stand in the way of an interrupt. */
  async beforeInterrupt(): Promise<boolean> {
    return this.attached && (await this.execution.ignoreStops());
  }

  async afterInterrupt(): Promise<void> {
    if (this.attached) await this.execution.heed();
  }

  /** The variables of the notebook, whether the program is stopped or not. */
  async notebookVariables(): Promise<DebugProtocol.Variable[]> {
    const group = `sonde.notebook.${this.nextGroup++}`;
    this.answers.push({ reference: this.variables.nextReference, group });
    try {
      const values = await this.globals.list(group);
      this.lastGlobals = values.map(one => this.variables.describe(one));
      if (this.answers.length > keptAnswers) await this.forgetAnswer();
    } catch {
      // Native code keeps the inspector out: then what was known last.
    }
    return this.lastGlobals;
  }

  /** The oldest. What a stop has given out since is younger than the answers that are kept, or gone with the stop. */
  private async forgetAnswer(): Promise<void> {
    const [oldest, next] = this.answers.splice(0, 1).concat(this.answers.slice(0, 1));
    if (!oldest || !next) return;
    this.variables.clearBetween(oldest.reference, next.reference);
    await this.globals.release(oldest.group);
  }
}
