/**
 * Runs execute_requests one after another: has the cell prepared, hands it to the main thread, turns the outcome into
 * messages. After an error, what was queued at that moment is aborted; what comes later runs.
 */
import type { CellRun, Outcome, Payload } from '../channel/messages.js';
import { helpQuestion, type HelpQuestion } from '../cells/help-question.js';
import type { ErrorContent } from '../cells/traceback.js';
import type { CellMemory } from './cell-memory.js';
import type { CellPreparation, PreparedCell, UnpreparedCell } from './cell-preparation.js';
import type { Header } from './wire.js';
import type { Publisher, Request } from './publisher.js';
import type { History } from './history.js';
import type { TypeGuard } from './type-guard.js';
import type { Tracebacks } from './tracebacks.js';
import { Subshells, type Shell } from './subshells.js';
import { cellId, replyMetadata, userExpressions } from './execute-request.js';
import { textOf } from './text-of.js';

export interface CellQueueOptions {
  publisher: Publisher;
  history: History;
  types: TypeGuard;
  memory: CellMemory;
  traces: Tracebacks;
  preparation: CellPreparation;
  /** Hands a cell to the main thread. */
  start(cell: CellRun): void;
  /** Documentation for `name?`. */
  inspect(code: string, offset: number, detail: number): Promise<Record<string, unknown> | undefined>;
}

interface Going {
  request: Request;
  /** When the main thread was told, on the clock of `performance.now()`. */
  since: number;
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
  /** The cells that are about to run. */
  private readonly preparing = new Set<AbortController>();
  private readonly parents = new Map<number, Request>();

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

  deleteSubshell(id: unknown): void {
    for (const request of this.subshells.delete(id)) this.refuse(request, { status: 'aborted' });
  }

  /** The names of a cell that waits exist, though it has not ended. */
  declared(run: number): void {
    this.going.get(run)?.declared();
  }

  /** The runs that the main thread has been told to begin, and has not ended. */
  get begun(): number[] {
    return [...this.going.keys()];
  }

  /** How long the main thread has known of a run, in milliseconds; 0 where it does not. */
  age(run: number): number {
    const one = this.going.get(run);
    return one ? performance.now() - one.since : 0;
  }

  /** Cells that are about to run do not. The main thread, which does not know of them yet, ends those that do. */
  interrupt(): void {
    for (const one of this.preparing) one.abort();
  }

  /** The main thread has lost a run in an interrupt. */
  lost(run: number): void {
    this.finished(run, interrupted);
  }

  /** The main thread has ended a run. A run ends once; a repeated message is ignored. */
  finished(run: number, outcome: Outcome): void {
    const one = this.going.get(run);
    this.going.delete(run);
    one?.done(outcome);
  }

  /** Waits until no cell runs, but not for longer than `patience`, in milliseconds. */
  async untilIdle(patience: number): Promise<void> {
    const until = performance.now() + patience;
    while (this.running && performance.now() < until) await new Promise(resolve => setTimeout(resolve, 5));
    await new Promise(resolve => setTimeout(resolve, 5));
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
    this.options.memory.forget(request.message.metadata['deletedCells']);
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
          ? await this.options.traces.content(outcome.report)
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
      const shown = this.options.traces.within({ execution_count, data: outcome.result, metadata: {} });
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
    const { content, header, metadata } = request.message;
    const made = await this.prepare({
      run,
      code,
      count,
      silent,
      ...{ cell: undefined, ...cellId(metadata) },
      expressions: userExpressions(content.user_expressions)
    });
    if (!('script' in made)) return made;
    try {
      made.begins();
      const outcome = await new Promise<Outcome>(done => {
        this.going.set(run, { request, since: performance.now(), done, declared: made.declared });
        this.options.start({
          ...made.script,
          run,
          allowStdin: content.allow_stdin !== false,
          request: header.msg_id,
          ...cellId(metadata),
          silent,
          subshell: !this.subshells.isMain(shell)
        });
      });
      if (outcome.declared) made.declared();
      return outcome;
    } finally {
      made.over();
    }
  }

  /** What is to run, or what a cell that does not run ends with. */
  private async prepare(cell: UnpreparedCell): Promise<PreparedCell | Outcome | ErrorContent> {
    const nothing: Outcome = { status: 'ok', declared: true, payload: [], expressions: {} };
    if (cell.code.trim() === '' && cell.expressions.length === 0) return nothing;
    const question = helpQuestion(cell.code);
    const interruption = new AbortController();
    const { signal } = interruption;
    const stopped = new Promise<Outcome>(resolve =>
      signal.addEventListener('abort', () => resolve(interrupted))
    );
    this.preparing.add(interruption);
    try {
      const work = question
        ? this.page(question).then(payload => ({ ...nothing, payload }))
        : this.options.preparation.prepare(cell, signal);
      return await Promise.race([stopped, work]);
    } finally {
      this.preparing.delete(interruption);
    }
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
          ? this.options.traces.within(outcome)
          : { status: 'error', ...(await this.options.traces.content(outcome.report)) };
    }
    return contents;
  }
}

/** As the main thread ends a cell that was interrupted. */
const interrupted: Outcome = {
  status: 'error',
  declared: false,
  payload: [],
  report: { name: 'KeyboardInterrupt', message: 'Interrupted', stack: '' }
};

/** Runs whose late outputs still find their cell. */
const rememberedRuns = 10_000;
