/** The kernel as the front end sees it: every request, answered with its reply between a busy and an idle. */
import { editorTarget } from '@sonde/schema/editor';
import type { CommData, EarlyComm, Shared, ToWorker } from '../channel/messages.js';
import type { RingRecord } from '../channel/ring.js';
import { CallJudge } from './call-judge.js';
import { CellQueue } from './cell-queue.js';
import { ChildProcesses } from './child-processes.js';
import { CellMemory } from './cell-memory.js';
import { CellPreparation } from './cell-preparation.js';
import { CellText } from './cell-text.js';
import { CommChannel, type WorkerComm } from './comm-channel.js';
import type { Connection } from './connection.js';
import { DebugChannel } from './debug-channel.js';
import { Editor } from './editor.js';
import { FileSources } from './file-sources.js';
import { History, historyTuples } from './history.js';
import { HistoryFolder } from './history-folder.js';
import { Interrupter } from './interrupter.js';
import { kernelInfo } from './kernel-info.js';
import type { KernelOptions } from '../options.js';
import type { Life } from './life.js';
import { log } from './log.js';
import { MainHeap } from './main-heap.js';
import { MainThread } from './main-thread.js';
import { MemoryWatch } from './memory-watch.js';
import type { Publisher, Request } from './publisher.js';
import { Questions } from './questions.js';
import type { Transport } from './transport.js';
import { Tails } from './tails.js';
import { Tracebacks } from './tracebacks.js';
import { TypeGuard } from './type-guard.js';
import { Usage } from './usage.js';
import { textOf } from './text-of.js';

type Content = Record<string, unknown>;
type Handler = (request: Request) => Promise<Content | undefined> | Content | undefined;

export interface KernelEdges {
  start: Shared & KernelOptions;
  port: import('node:worker_threads').MessagePort;
  connection: Connection;
  life: Life;
  transport: Transport;
  publisher: Publisher;
  /** Ends the process; the sockets are closed by then. */
  exit(code: number): void;
}

/** How long the cell that ends the kernel may take to end itself, in milliseconds. */
const lastWords = 300;
/** What has been on the stack for longer, in milliseconds, is likely to stay there: no need to ask it first. */
const computingTime = 20;

/** Copied twice it costs nothing: the state of a control, a click. Files that are uploaded do. */
function isSmall({ buffers }: CommData): boolean {
  return buffers.reduce((sum, one) => sum + one.byteLength, 0) < 100_000;
}

export class Kernel {
  private readonly publisher: Publisher;
  private readonly cells: CellQueue;
  private readonly preparation: CellPreparation;
  private readonly text = new CellText();
  private readonly cellMemory = new CellMemory();
  private readonly files: FileSources;
  private readonly traces: Tracebacks;
  private readonly main: MainThread;
  private readonly history: History;
  private readonly usage = new Usage();
  private readonly comms: CommChannel;
  private readonly children = new ChildProcesses();
  private readonly tails = new Tails((run, stream, text) => this.printed({ run, stream, text }));
  private readonly types: TypeGuard;
  private readonly editor: Editor;
  private readonly calls = new CallJudge(message => this.main.send(message));
  private readonly interrupter: Interrupter;
  private readonly heap = new MainHeap();
  private readonly memory: MemoryWatch;
  /** What became of the kernel before this one, until it is told. */
  private before: string | undefined;
  private readonly debug: DebugChannel;
  private readonly questions: Questions;
  private closing = false;
  private readonly computing: Int32Array;

  constructor(private readonly edges: KernelEdges) {
    const { start, port, publisher } = edges;
    this.publisher = publisher;
    this.computing = new Int32Array(start.computing);
    this.files = new FileSources(start.directory);
    this.traces = new Tracebacks(this.text, this.cellMemory, this.files);
    this.history = new History(start.history ? new HistoryFolder(start.history, { log }) : undefined);
    this.main = new MainThread(port, start.ring, {
      text: record => this.printed(record),
      message: message => void this.fromMain(message)
    });
    this.types = new TypeGuard({
      start: async () => {
        const { startTypeScript7 } = await import('../types/typescript7.js');
        return startTypeScript7(start);
      },
      say: sentence => this.say(sentence),
      language: start.language,
      policy: start.typeErrors
    });
    this.questions = new Questions(start, message => this.main.send(message));
    this.editor = new Editor(this.types, name => this.cellMemory.declaration(name));
    this.interrupter = new Interrupter({
      send: message => this.main.send(message),
      say: sentence => this.say(sentence),
      interruptChildren: () => this.children.interrupt(),
      going: () => this.cells.begun,
      over: run => this.cells.lost(run)
    });
    this.before = edges.life.before;
    this.memory = new MemoryWatch({
      limits: edges.life.limits,
      used: () => process.memoryUsage.rss(),
      heapUsed: () => this.heap.used(),
      warn: sentence => this.say(sentence),
      note: used => edges.life.note(used)
    });
    this.comms = new CommChannel(this.publisher, { [editorTarget]: this.openEditor }, message => {
      // First where a loop that reads a widget can see it.
      const early: EarlyComm = isSmall(message.comm) ? message : { id: message.id };
      start.meanwhile.postMessage(early);
      this.main.send({ type: 'comm', ...message });
    });
    this.preparation = new CellPreparation({
      text: this.text,
      memory: this.cellMemory,
      types: this.types,
      directory: start.directory,
      willRun: (...cell) => this.debug.willRun(...cell),
      ready: () => this.interrupter.settled()
    });
    this.cells = new CellQueue({
      publisher: this.publisher,
      history: this.history,
      types: this.types,
      memory: this.cellMemory,
      traces: this.traces,
      preparation: this.preparation,
      start: cell => {
        if (this.before && !cell.silent) {
          this.say(this.before);
          this.before = undefined;
        }
        this.main.send({ type: 'run', cell });
      },
      inspect: (code, offset, detail) => this.editor.describe(code, offset, detail)
    });
    this.debug = new DebugChannel({
      publisher: this.publisher,
      preparation: this.preparation,
      text: this.text,
      types: this.types,
      parent: () => this.cells.parentOf(Infinity),
      send: message => this.main.send(message)
    });
    edges.life.begin();
    this.memory.start();
  }

  /** Says goodbye and closes the sockets: a process that exits with open ones aborts. */
  async close(code = 0): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    this.debug.close();
    this.interrupter.close();
    this.memory.close();
    this.heap.close();
    this.tails.close();
    this.children.end();
    await Promise.all([this.edges.transport.close(), this.types.close(), this.history.close()]);
    this.edges.life.end();
    this.edges.exit(code);
  }

  receive(request: Request): void {
    const { channel, message } = request;
    const type = message.header.msg_type;
    if (type === 'input_reply' && channel === 'stdin') return this.questions.answer(message);
    if (type === 'execute_request' && channel !== 'stdin') return this.cells.add(request);
    // Not the names that every object has.
    const handler = Object.hasOwn(this.handlers, type) ? this.handlers[type] : undefined;
    if (handler && channel !== 'stdin') void this.handle(request, handler);
    else log(`Dropped a message on ${channel}: ${JSON.stringify(type.slice(0, 100))} is not answered there`);
  }

  private readonly handlers: Readonly<Record<string, Handler>> = {
    kernel_info_request: () => kernelInfo(this.edges.start.language),
    is_complete_request: async ({ message }) => ({
      ...(await this.text.load()).completeness(textOf(message.content.code), this.edges.start.language)
    }),
    complete_request: ({ message }) => this.editor.complete(message.content),
    inspect_request: ({ message }) => this.editor.inspect(message.content),
    history_request: async ({ message: { content } }) => ({
      status: 'ok',
      history: historyTuples(await this.history.find(content), content.output === true)
    }),
    comm_info_request: ({ message }) => ({
      status: 'ok',
      comms: this.comms.info(message.content.target_name)
    }),
    comm_open: ({ message }) => this.comms.receive('open', message),
    comm_msg: ({ message }) => this.comms.receive('message', message),
    comm_close: ({ message }) => this.comms.receive('close', message),
    connect_request: () => ({ status: 'ok', ...this.edges.connection.ports }),
    create_subshell_request: () => this.cells.subshells.create(),
    list_subshell_request: () => this.cells.subshells.list(),
    delete_subshell_request: ({ message }) => {
      this.cells.deleteSubshell(message.content.subshell_id);
      return { status: 'ok' };
    },
    usage_request: async () => ({ status: 'ok', ...(await this.usage.measure()) }),
    interrupt_request: async () => {
      await this.interrupt();
      return { status: 'ok' };
    },
    debug_request: ({ message }) => this.debug.answer(message),
    shutdown_request: ({ message }) => {
      setImmediate(() => void this.close());
      return { status: 'ok', restart: message.content.restart === true };
    }
  };

  private async interrupt(): Promise<void> {
    const stoodStill = this.questions.interrupt();
    this.cells.interrupt();
    const terminated = await this.debug.beforeInterrupt();
    const computes = !stoodStill && this.cells.age(Atomics.load(this.computing, 0)) > computingTime;
    // Native code cannot be interrupted; the answer does not wait for its end.
    const patience = new Promise(resolve => setTimeout(resolve, 100));
    await Promise.race([this.interrupter.interrupt({ terminated, computes }), patience]);
    this.debug.afterInterrupt();
  }

  private async handle(request: Request, handler: Handler): Promise<void> {
    const parent = request.message.header;
    this.publisher.status('busy', parent);
    let reply: Content | undefined;
    try {
      reply = await handler(request);
    } catch (error) {
      const { name, message } = error as Error;
      reply = { status: 'error', ename: name, evalue: message, traceback: [] };
    }
    if (reply) this.publisher.reply(request, reply);
    this.publisher.status('idle', parent);
    // Front ends show the last status they saw, whoever it was for.
    const running = this.cells.running;
    // JupyterLab's debugger asks for more at each message of a cell, and would do so at this one for ever.
    if (running)
      this.publisher.status('busy', parent.msg_type === 'debug_request' ? {} : running.message.header);
  }

  private printed({ run, stream, text }: RingRecord): void {
    const content = { name: stream, text: this.traces.printed(text) };
    this.publisher.publish('stream', content, this.cells.parentOf(run));
  }

  private async fromMain(message: ToWorker): Promise<void> {
    switch (message.type) {
      case 'declared':
        return this.cells.declared(message.run);
      case 'done':
        return this.cells.finished(message.run, message.outcome);
      case 'display':
        return this.publisher.publish(
          message.kind,
          this.traces.within(message.content),
          this.cells.parentOf(message.run)
        );
      case 'trace': {
        const text = this.traces.words(message.report);
        return this.publisher.publish('stream', { name: 'stderr', text }, this.cells.parentOf(message.run));
      }
      case 'error': {
        const found = this.traces.contentNow(message.report);
        const content = found instanceof Promise ? await found : found;
        const owner = message.unsure ? this.preparation.runBehind(message.report.stack) : undefined;
        return this.publisher.publish('error', { ...content }, this.cells.parentOf(owner ?? message.run));
      }
      case 'comm':
        return this.comms.send(message.comm, this.cells.parentOf(message.run));
      case 'commHandled':
        return this.comms.handled(message.id);
      case 'input': {
        const request = this.cells.requestOf(message.run);
        if (request) this.questions.ask(this.publisher, request, message);
        return;
      }
      case 'judged':
        return this.calls.judged(message.id, message.wrong);
      case 'inspected':
        return this.debug.inspected(message.id, message.bundle);
      case 'signalled':
        return this.children.isOurs() ? undefined : this.interrupt();
      case 'interrupted':
        return this.interrupter.answered(message.id, message.alive);
      case 'child':
        return this.children.note(message.pid, message.alive);
      case 'files':
        return this.files.listen(message.loaded, message.cells);
      case 'tail':
        return this.tails.begin(message.id, message.run, message.stream);
      case 'tailed':
        return this.tails.end(message.id);
      case 'typePolicy':
        this.types.policy = message.policy;
        return;
      case 'shutdown':
        await this.cells.untilIdle(lastWords);
        return this.close(message.code);
    }
  }

  /** Brings the parser with it, which a kernel that starts does not wait for. */
  private readonly openEditor: WorkerComm = (comm, { header }) => {
    const editor = import('./editor-comm.js').then(
      ({ EditorComm }) =>
        new EditorComm(comm.id, this.types, this.calls, this.editor, answer =>
          this.comms.send(answer, header)
        )
    );
    return comm => {
      void editor.then(one => one.receive(comm));
      return undefined;
    };
  };

  /** A sentence under the cell that runs, or the last that did. */
  private say(text: string): void {
    this.publisher.publish('stream', { name: 'stderr', text }, this.cells.parentOf(Infinity));
  }
}
