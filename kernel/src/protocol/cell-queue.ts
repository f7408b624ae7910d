/**
 * Runs execute_requests one after another: rewrites the cell, hands it to the main thread, turns the outcome into
 * messages. After an error, what was queued at that moment is aborted; what comes later runs.
 */
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { CellRun, ErrorReport, Outcome, Payload } from '../channel/messages.js';
import { helpQuestion, type HelpQuestion } from '../cells/help-question.js';
import type { RewrittenCell } from '../cells/rewrite.js';
import type { CellSource, ErrorContent } from '../cells/traceback.js';
import { blame } from './blame.js';
import { CellMemory } from './cell-memory.js';
import type { Header } from './wire.js';
import type { Publisher, Request } from './publisher.js';
import type { History } from './history.js';
import type { TypeGuard } from './type-guard.js';
import { withTracebacks } from './error-values.js';
import { Subshells, type Shell } from './subshells.js';
import { cellId, replyMetadata, userExpressions } from './execute-request.js';
import { textOf } from './text-of.js';

export interface CellQueueOptions {
  publisher: Publisher;
  history: History;
  types: TypeGuard;
  directory: string;
  /** Hands a cell to the main thread. */
  start(cell: CellRun): void;
  /** The debugger puts breakpoints into what is about to run. */
  willRun(filename: string, label: string, source: string, cell: RewrittenCell): Promise<void> | undefined;
  /** Waits until nothing hinders the next cell. */
  ready(): Promise<void>;
  /** Documentation for `name?`. */
  inspect(code: string, offset: number, detail: number): Promise<Record<string, unknown> | undefined>;
}

type Cells = typeof import('../cells/index.js');

interface Going {
  request: Request;
  done(outcome: Outcome): void;
  /** Its names exist. */
  declared(): void;
}

export class CellQueue {
  readonly subshells = new Subshells();
  private count = 0;
  private lastRun = 0;
  /** The cells that run: one of the main shell, and one of each subshell. */
  private readonly going = new Map<number, Going>();
  /** Settled when the names of the cell that was last made ready are known. */
  private named: Promise<void> = Promise.resolve();
  private readonly parents = new Map<number, Request>();
  private readonly memory = new CellMemory();
  private readonly runOfFile = new Map<string, number>();
  private readonly known = new Set<string>();
  private readonly shadowed = new Set<string>();
  private cells: Cells | undefined;
  private rewrites: InstanceType<Cells['RememberedRewrites']> | undefined;

  constructor(private readonly options: CellQueueOptions) {}

  get executionCount(): number {
    return this.count;
  }

  /** A request whose cell is running. */
  get running(): Request | undefined {
    const [first] = this.going.values();
    return first?.request;
  }

  /** The request that a run belongs to; outputs carry its header. */
  requestOf(run: number): Request | undefined {
    return this.parents.get(run) ?? this.parents.get(this.lastRun);
  }

  parentOf(run: number): Partial<Header> {
    return this.requestOf(run)?.message.header ?? {};
  }

  /** What a cell would become if it ran now, or undefined if it cannot. */
  async generate(source: string): Promise<RewrittenCell | undefined> {
    const { parseCell, rewriteCell } = await this.load();
    const cell = parseCell(source, this.options.types.language);
    if (cell.errors.length > 0) return undefined;
    return rewriteCell(source, cell, { ...this.names, run: 0 });
  }

  /** The names that cells have declared, and the built-ins among them. */
  get names(): { known: Set<string>; shadowed: ReadonlySet<string> } {
    return { known: this.known, shadowed: this.shadowed };
  }

  add(request: Request): void {
    try {
      const shell = this.subshells.of(request);
      shell.queue.push(request);
      if (!shell.working) void this.work(shell);
    } catch (error) {
      const evalue = (error as Error).message;
      this.refuse(request, { status: 'error', ename: 'SubshellError', evalue, traceback: [evalue] });
    }
  }

  /** The statement with which a cell declared the name. */
  declaration(name: string): string | undefined {
    return this.memory.declaration(name);
  }

  deleteSubshell(id: unknown): void {
    for (const request of this.subshells.delete(id)) this.refuse(request, { status: 'aborted' });
  }

  /** The names of a cell that waits exist, though it has not ended. */
  declared(run: number): void {
    this.going.get(run)?.declared();
  }

  /** The main thread has ended a run. A run ends once; a repeated message is ignored. */
  finished(run: number, outcome: Outcome): void {
    this.going.get(run)?.done(outcome);
  }

  /** The run whose code an error of the background comes from, as its stack has it. */
  runBehind(stack: string): number | undefined {
    return blame(stack, file => this.runOfFile.get(file));
  }

  /** Waits until no cell runs, but not for longer than `patience`, in milliseconds. */
  async untilIdle(patience: number): Promise<void> {
    const until = performance.now() + patience;
    while (this.running && performance.now() < until) await new Promise(resolve => setTimeout(resolve, 5));
    await new Promise(resolve => setTimeout(resolve, 5));
  }

  async errorContent(report: ErrorReport): Promise<ErrorContent> {
    const { errorContent } = await this.load();
    return errorContent(report, file => this.memory.find(file));
  }

  /** What is shown, ready to be sent: at once, because of the order of outputs. */
  placed<C extends object>(content: C): C {
    return withTracebacks(content, report =>
      this.cells?.errorContent(report, file => this.memory.find(file))
    );
  }

  /** A traceback in words, without colours. */
  traceText(report: ErrorReport): string {
    const lines = this.cells?.errorContent(report, file => this.memory.find(file)).traceback ?? [
      report.stack
    ];
    return `${stripVTControlCharacters(lines.join('\n'))}\n`;
  }

  /** As {@link errorContent}; at once, where a cell has run: what comes after an error stays after it. */
  errorNow(report: ErrorReport): ErrorContent | Promise<ErrorContent> {
    return this.cells?.errorContent(report, file => this.memory.find(file)) ?? this.errorContent(report);
  }

  async load(): Promise<Cells> {
    return (this.cells ??= await import('../cells/index.js'));
  }

  private async work(shell: Shell): Promise<void> {
    shell.working = true;
    for (let request = shell.queue.shift(); request; request = shell.queue.shift()) {
      for (const aborted of await this.execute(request, shell)) this.refuse(aborted, { status: 'aborted' });
    }
    shell.working = false;
  }

  /** Answers a request that is not run. */
  private refuse(request: Request, content: { status: string; [key: string]: unknown }): void {
    const parent = request.message.header;
    this.options.publisher.status('busy', parent);
    this.options.publisher.reply(
      request,
      { ...content, execution_count: this.count },
      replyMetadata(new Date(), content.status)
    );
    this.idle(parent);
  }

  private idle(parent: Partial<Header>): void {
    this.options.publisher.status('idle', parent);
    // Front ends show the last status they saw, whoever it was for.
    if (this.running) this.options.publisher.status('busy', this.running.message.header);
  }

  /** Returns the requests that fall with this one. */
  private async execute(request: Request, shell: Shell): Promise<Request[]> {
    const { publisher, history } = this.options;
    const { header: parent, content } = request.message;
    const code = textOf(content.code);
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false;
    const started = new Date();
    publisher.status('busy', parent);
    if (stored) {
      this.count++;
      history.add(this.count, code);
    }
    const execution_count = this.count;
    this.memory.forget(request.message.metadata['deletedCells']);
    if (!silent) publisher.publish('execute_input', { code, execution_count }, parent);
    const run = ++this.lastRun;
    this.parents.set(run, request);
    this.parents.delete(run - rememberedRuns);

    let outcome: Outcome | ErrorContent;
    try {
      outcome = await this.run(run, code, request, { silent, count: execution_count, shell });
    } catch (error) {
      // Our own mistake: the kernel must go on.
      outcome = {
        ename: 'KernelError',
        evalue: String(error),
        traceback: [String((error as Error).stack ?? error)]
      };
    }
    const failure =
      'ename' in outcome
        ? outcome
        : outcome.status === 'error'
          ? await this.errorContent(outcome.report)
          : undefined;
    if (failure) {
      // Now, not after the reply: a front end that has seen the error may send on, and means it.
      const fallen = content.stop_on_error === false ? [] : await this.takeQueue(shell);
      if (!silent) publisher.publish('error', { ...failure }, parent);
      publisher.reply(
        request,
        { status: 'error', execution_count, ...failure, user_expressions: {}, payload: [] },
        replyMetadata(started, 'error')
      );
      this.idle(parent);
      return fallen;
    }
    if ('ename' in outcome || outcome.status === 'error') return [];
    if (outcome.result && !silent) {
      const shown = this.placed({ execution_count, data: outcome.result, metadata: {} });
      publisher.publish('execute_result', shown, parent);
      if (stored) history.setOutput(execution_count, textOf(outcome.result['text/plain']));
    }
    const warnings = silent ? undefined : await this.options.types.warnings(run);
    if (warnings) publisher.publish('stream', { name: 'stderr', text: warnings }, parent);
    publisher.reply(
      request,
      {
        status: 'ok',
        execution_count,
        user_expressions: await this.expressions(outcome.expressions),
        payload: outcome.payload
      },
      replyMetadata(started, 'ok')
    );
    this.idle(parent);
    return [];
  }

  /** Everything that is queued, and what was sent with it and is still in the socket. */
  private async takeQueue({ queue }: Shell): Promise<Request[]> {
    await new Promise(resolve => setImmediate(resolve));
    await new Promise(resolve => setImmediate(resolve));
    return queue.splice(0);
  }

  private async run(
    run: number,
    code: string,
    request: Request,
    { silent, count, shell }: { silent: boolean; count: number; shell: Shell }
  ): Promise<Outcome | ErrorContent> {
    const nothing: Outcome = { status: 'ok', declared: true, payload: [], expressions: {} };
    const expressions = userExpressions(request.message.content.user_expressions);
    if (code.trim() === '' && expressions.length === 0) return nothing;
    const question = helpQuestion(code);
    if (question) return { ...nothing, payload: await this.page(question) };

    const cells = await this.load();
    const { parseCell, rewriteCell, RememberedRewrites, syntaxErrorContent, typeErrorContent } = cells;
    const { language } = this.options.types;
    const parsed = parseCell(code, language);
    const label = silent ? 'silent' : String(count);
    const source: CellSource = { label, source: code, mapping: position => position };
    const broken = cells.syntaxErrorOf(code, parsed);
    if (broken) return syntaxErrorContent(broken.message, broken.at, source);
    const wrong = await this.options.types.blocking(code, parsed);
    if (wrong.length > 0) return typeErrorContent(wrong, source);
    // What a cell of another shell is about to declare decides how this one is written.
    const before = this.named;
    let named: () => void = () => undefined;
    this.named = new Promise(resolve => (named = resolve));
    await before;
    try {
      this.rewrites ??= new RememberedRewrites();
      const names = { known: this.known, shadowed: this.shadowed, run };
      const rewritten = await (cells.moduleName(code) === undefined
        ? this.rewrites.rewrite(code, parsed, names)
        : cells.moduleCell(code, parsed));
      const filename = this.filename(label, run, silent);
      const { cell } = cellId(request.message.metadata);
      this.memory.starts(filename, { ...source, mapping: rewritten.mapping }, cell);
      this.runOfFile.set(filename, run);
      await this.options.willRun(filename, label, code, rewritten);
      await this.options.ready();
      this.options.types.started(run, code, parsed);
      const known = new Set([...this.known, ...rewritten.introduces]);
      const shadowed = new Set([...this.shadowed, ...rewritten.shadows]);
      const prepared = await Promise.all(
        expressions.map(async ([key, text]) => {
          const cell = parseCell(text, language);
          // A broken expression fails where it is evaluated, and alone.
          if (cell.errors.length > 0) return { key, code: text, async: false };
          const { code, async } = await rewriteCell(text, cell, { known, shadowed, run });
          return { key, code, async };
        })
      );
      const learn = () => {
        this.memory.declares(code, parsed, cell);
        for (const name of rewritten.introduces) this.known.add(name);
        for (const name of rewritten.shadows) this.shadowed.add(name);
        named();
      };
      const outcome = await new Promise<Outcome>(done => {
        this.going.set(run, { request, done, declared: learn });
        this.options.start({
          run,
          filename,
          code: rewritten.code,
          async: rewritten.async,
          shows: rewritten.shows,
          allowStdin: request.message.content.allow_stdin !== false,
          request: request.message.header.msg_id,
          ...cellId(request.message.metadata),
          silent,
          subshell: !this.subshells.isMain(shell),
          expressions: prepared
        });
      });
      if (outcome.declared) learn();
      return outcome;
    } finally {
      this.going.delete(run);
      named();
    }
  }

  /** One script, one name: what is not stored has the number of the cell before. */
  private filename(label: string, run: number, silent: boolean): string {
    const extension = this.options.types.language === 'javascript' ? 'js' : 'ts';
    const named = join(this.options.directory, `cell-${label}.${extension}`);
    return silent || this.memory.find(named) !== undefined
      ? named.replace(/\.\w+$/, `-${run}.${extension}`)
      : named;
  }

  private async page({ code, offset, detail }: HelpQuestion): Promise<Payload[]> {
    const data = await this.options.inspect(code, offset, detail);
    return [{ source: 'page', data: data ?? { 'text/plain': `Nothing is known about ${code}` }, start: 0 }];
  }

  private async expressions(
    outcomes: Extract<Outcome, { status: 'ok' }>['expressions']
  ): Promise<Record<string, unknown>> {
    const contents: Record<string, unknown> = {};
    for (const [key, outcome] of Object.entries(outcomes)) {
      contents[key] =
        outcome.status === 'ok'
          ? this.placed(outcome)
          : { status: 'error', ...(await this.errorContent(outcome.report)) };
    }
    return contents;
  }
}

/** Runs whose late outputs still find their cell. */
const rememberedRuns = 10_000;
