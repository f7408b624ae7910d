/** The debugger in the kernel: made at the first debug_request, told of every cell, silent otherwise. */
import type { MimeBundle } from '@sonde/schema/display';
import type { ToMain } from '../channel/messages.js';
import type { RewrittenCell } from '../cells/rewrite.js';
import type { DebugAdapter } from '../debugger/adapter.js';
import type { CellPreparation } from './cell-preparation.js';
import type { CellText } from './cell-text.js';
import type { Publisher } from './publisher.js';
import type { TypeGuard } from './type-guard.js';
import type { Header, Message } from './wire.js';

/** How long the main thread may take to picture a variable, or to load what that takes. */
const patience = 2000;
/** Cells that ran before the debugger was first used. */
type Ran = [filename: string, label: string, source: string, cell: RewrittenCell];

export interface DebugChannelOptions {
  publisher: Publisher;
  preparation: CellPreparation;
  text: CellText;
  types: TypeGuard;
  /** The header of the cell that runs, or the last that did. */
  parent(): Partial<Header>;
  send(message: ToMain): void;
}

export class DebugChannel {
  private adapter: DebugAdapter | undefined;
  private loading: Promise<DebugAdapter> | undefined;
  private readonly ran: Ran[] = [];
  private readonly waiting = new Map<number, (bundle: MimeBundle | undefined) => void>();
  private next = 1;
  private parent: Partial<Header> = {};

  constructor(private readonly options: DebugChannelOptions) {}

  async answer(message: Message): Promise<Record<string, unknown>> {
    // Not a cell's: what belongs to a cell makes JupyterLab ask for the variables.
    this.parent = message.header;
    return (await this.load()).answer(message.content);
  }

  willRun(...cell: Ran): Promise<void> | undefined {
    if (this.adapter) return this.adapter.willRun(...cell)?.catch((error: unknown) => this.say(error));
    this.ran.push(cell);
    return undefined;
  }

  /** True: a cell stood still, and is being terminated. */
  async beforeInterrupt(): Promise<boolean> {
    // One that cannot be reached is in native code, and stops at nothing.
    return (await this.adapter?.beforeInterrupt().catch(() => false)) ?? false;
  }

  /** Once what was interrupted has unwound. */
  afterInterrupt(): void {
    setTimeout(() => void this.adapter?.afterInterrupt().catch(() => undefined), unwindTime).unref();
  }

  inspected(id: number, bundle: MimeBundle | undefined): void {
    this.waiting.get(id)?.(bundle);
  }

  close(): void {
    this.adapter?.close();
  }

  private say(error: unknown): void {
    const text = `This cell runs without its breakpoints: ${(error as Error).message}\n`;
    this.options.publisher.publish('stream', { name: 'stderr', text }, this.options.parent());
  }

  private load(): Promise<DebugAdapter> {
    return (this.loading ??= this.create());
  }

  private async create(): Promise<DebugAdapter> {
    const { DebugAdapter } = await import('../debugger/adapter.js');
    const adapter = new DebugAdapter({
      event: content => this.options.publisher.publish('debug_event', content, this.parent),
      generate: source => this.options.preparation.generate(source),
      shadowed: () => this.options.preparation.names.shadowed,
      declare: name => void this.declare(name),
      bundle: name => this.bundle(name),
      ready: () => this.ask(id => ({ type: 'debugged', id }))
    });
    for (const cell of this.ran.splice(0)) void adapter.willRun(...cell);
    this.adapter = adapter;
    return adapter;
  }

  /** The kernel and the type checker learn a name as if a cell had declared it. */
  private async declare(name: string): Promise<void> {
    this.options.preparation.names.known.add(name);
    const { parseCell } = await this.options.text.load();
    const code = `let ${name}: any;`;
    this.options.types.started(0, code, parseCell(code));
  }

  private async bundle(
    code: string
  ): Promise<{ data: MimeBundle; metadata: Record<string, unknown> } | undefined> {
    const data = await this.ask(id => ({ type: 'inspect', id, code }));
    return data && { data, metadata: {} };
  }

  /** What the main thread answers, or undefined when it does not answer soon. */
  private async ask(question: (id: number) => ToMain): Promise<MimeBundle | undefined> {
    const id = this.next++;
    const answer = new Promise<MimeBundle | undefined>(resolve => {
      const timer = setTimeout(() => resolve(undefined), patience);
      this.waiting.set(id, found => {
        clearTimeout(timer);
        resolve(found ?? {});
      });
    });
    this.options.send(question(id));
    try {
      return await answer;
    } finally {
      this.waiting.delete(id);
    }
  }
}

const unwindTime = 200;
