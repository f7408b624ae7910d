/**
 * From a cell's text to what the main thread runs: parsed, judged, rewritten for the names that cells before it have
 * declared. What was learnt of each is kept for tracebacks, for the cells that follow and for the debugger.
 */
import { join } from 'node:path';
import type { CellRun } from '../channel/messages.js';
import type { RewrittenCell } from '../cells/rewrite.js';
import type { CellSource, ErrorContent } from '../cells/traceback.js';
import { blame } from './blame.js';
import type { CellMemory } from './cell-memory.js';
import type { CellText, CellTools } from './cell-text.js';
import type { TypeGuard } from './type-guard.js';

export interface CellPreparationOptions {
  text: CellText;
  memory: CellMemory;
  types: TypeGuard;
  directory: string;
  /** The debugger puts breakpoints into what is about to run. */
  willRun(filename: string, label: string, source: string, cell: RewrittenCell): Promise<void> | undefined;
  /** Waits until nothing hinders the next cell. */
  ready(): Promise<void>;
}

/** Megabytes of text keep this thread busy for longer; in milliseconds. */
const longWork = 100;
/** How long sockets want to be read. */
const readTime = 10;

export interface UnpreparedCell {
  run: number;
  code: string;
  count: number;
  silent: boolean;
  /** The front end's id of it. */
  cell: string | undefined;
  /** What is evaluated after it, by key. */
  expressions: [key: string, code: string][];
}

export interface PreparedCell {
  script: Pick<CellRun, 'filename' | 'code' | 'async' | 'shows' | 'expressions'>;
  /** Its types are checked while it runs. */
  begins(): void;
  /** Its names exist. */
  declared(): void;
  /** It has ended, or never began: no cell need wait for its names any more. */
  over(): void;
}

export class CellPreparation {
  /** The names that cells have declared, and the built-ins among them. */
  readonly names = { known: new Set<string>(), shadowed: new Set<string>() };
  /** Settled when the names of the cell that was last made ready are known. */
  private named: Promise<void> = Promise.resolve();
  private readonly runOfFile = new Map<string, number>();
  private rewrites: InstanceType<CellTools['RememberedRewrites']> | undefined;

  constructor(private readonly options: CellPreparationOptions) {}

  /** What a cell would become if it ran now, or undefined if it cannot. */
  async generate(source: string): Promise<RewrittenCell | undefined> {
    const { parseCell, rewriteCell } = await this.options.text.load();
    const cell = parseCell(source, this.options.types.language);
    if (cell.errors.length > 0) return undefined;
    return rewriteCell(source, cell, { ...this.names, run: 0 });
  }

  /** The run whose code an error of the background comes from, as its stack has it. */
  runBehind(stack: string): number | undefined {
    return blame(stack, file => this.runOfFile.get(file));
  }

  /** Resolves to the error of a cell that must not run. Rejects when `signal` is aborted; nothing is known of the cell then. */
  async prepare(cell: UnpreparedCell, signal: AbortSignal): Promise<PreparedCell | ErrorContent> {
    const { text, types } = this.options;
    const { run, code } = cell;
    const begun = performance.now();
    const { parseCell, syntaxErrorOf, syntaxErrorContent, typeErrorContent } = await text.load();
    const parsed = parseCell(code, types.language);
    const label = cell.silent ? 'silent' : String(cell.count);
    const source: CellSource = { label, source: code, mapping: position => position };
    const broken = syntaxErrorOf(code, parsed);
    if (broken) return syntaxErrorContent(broken.message, broken.at, source);
    const wrong = await types.blocking(code, parsed);
    if (wrong.length > 0) return typeErrorContent(wrong, source);
    // What a cell of another shell is about to declare decides how this one is written.
    const before = this.named;
    let over: () => void = () => undefined;
    this.named = new Promise(resolve => (over = resolve));
    try {
      await before;
      signal.throwIfAborted();
      const rewritten = await this.rewrite(code, parsed, run);
      const filename = this.filename(label, cell);
      this.options.memory.starts(filename, { ...source, mapping: rewritten.mapping }, cell.cell);
      this.runOfFile.set(filename, run);
      await this.options.willRun(filename, label, code, rewritten);
      const expressions = await this.expressions(cell, rewritten);
      await this.options.ready();
      // An interrupt could not be read meanwhile.
      if (performance.now() - begun > longWork) await new Promise(resolve => setTimeout(resolve, readTime));
      signal.throwIfAborted();
      return {
        script: {
          filename,
          code: rewritten.code,
          async: rewritten.async,
          shows: rewritten.shows,
          expressions
        },
        begins: () => types.started(run, code, parsed),
        declared: () => {
          this.options.memory.declares(code, parsed, cell.cell);
          for (const name of rewritten.introduces) this.names.known.add(name);
          for (const name of rewritten.shadows) this.names.shadowed.add(name);
          over();
        },
        over
      };
    } catch (error) {
      over();
      throw error;
    }
  }

  private async rewrite(
    code: string,
    parsed: ReturnType<CellTools['parseCell']>,
    run: number
  ): Promise<RewrittenCell> {
    const { RememberedRewrites, moduleCell, moduleName } = await this.options.text.load();
    if (moduleName(code) !== undefined) return moduleCell(code, parsed);
    this.rewrites ??= new RememberedRewrites();
    return this.rewrites.rewrite(code, parsed, { ...this.names, run });
  }

  private async expressions(
    { expressions, run }: UnpreparedCell,
    { introduces, shadows }: RewrittenCell
  ): Promise<CellRun['expressions']> {
    if (expressions.length === 0) return [];
    const { parseCell, rewriteCell } = await this.options.text.load();
    const known = new Set([...this.names.known, ...introduces]);
    const shadowed = new Set([...this.names.shadowed, ...shadows]);
    return Promise.all(
      expressions.map(async ([key, text]) => {
        const cell = parseCell(text, this.options.types.language);
        // A broken expression fails where it is evaluated, and alone.
        if (cell.errors.length > 0) return { key, code: text, async: false };
        const { code, async } = await rewriteCell(text, cell, { known, shadowed, run });
        return { key, code, async };
      })
    );
  }

  /** One script, one name: what is not stored has the number of the cell before. */
  private filename(label: string, { run, silent }: UnpreparedCell): string {
    const { directory, memory, types } = this.options;
    const extension = types.language === 'javascript' ? 'js' : 'ts';
    const named = join(directory, `cell-${label}.${extension}`);
    return silent || memory.find(named) !== undefined
      ? named.replace(/\.\w+$/, `-${run}.${extension}`)
      : named;
  }
}
