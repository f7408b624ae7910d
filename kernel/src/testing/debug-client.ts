/** A front end's debugger for tests: the requests of the Debug Adapter Protocol, and what a user sees of the answers. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Message } from '../protocol/wire.js';
import type { KernelClient } from './client.js';

/** Whatever the requests answer with. */
export interface DebugBody {
  variables: DebugProtocol.Variable[];
  stackFrames: DebugProtocol.StackFrame[];
  scopes: DebugProtocol.Scope[];
  breakpoints: DebugProtocol.Breakpoint[];
  modules: DebugProtocol.Module[];
  sourcePath: string;
  result: string;
  variablesReference: number;
  content: string;
  data: Record<string, string>;
  isStarted: boolean;
  stoppedThreads: number[];
  reason: string;
  text: string;
  hitBreakpointIds: number[];
}

export interface DebugAnswer {
  success: boolean;
  message: string;
  body: DebugBody;
}

export class DebugClient {
  private requests = 0;
  private readonly seen = new Map<string, number>();
  private begun = 0;

  constructor(private readonly kernel: KernelClient) {}

  async request(command: string, args: object = {}): Promise<DebugAnswer> {
    const content = { type: 'request', seq: ++this.requests, command, arguments: args };
    const { reply } = await this.kernel.request('control', 'debug_request', content);
    return reply.content as unknown as DebugAnswer;
  }

  /** As {@link request}, for what must succeed. */
  async ask(command: string, args: object = {}): Promise<DebugBody> {
    const { success, message, body } = await this.request(command, args);
    if (!success) throw new Error(`${command} failed: ${message}`);
    return body;
  }

  /** Events of before are of no interest any more. */
  async attach(clientID = 'test'): Promise<void> {
    this.begun = this.kernel.iopub.length;
    this.seen.clear();
    await this.ask('initialize', { clientID });
    await this.ask('attach');
  }

  /** The next event of that name, now or when it comes. */
  async event(name: string): Promise<DebugBody> {
    const index = this.seen.get(name) ?? 0;
    this.seen.set(name, index + 1);
    await this.kernel.until(() => this.events(name).length > index, 20_000);
    return this.events(name)[index]?.content.body as DebugBody;
  }

  /** Does the program stop (again) before the run is over? */
  async stopsIn(run: Promise<unknown>): Promise<boolean> {
    let over = false;
    const end = run.then(() => {
      over = true;
    });
    const index = this.seen.get('stopped') ?? 0;
    const stops = () => this.events('stopped').length > index;
    await Promise.race([this.kernel.until(() => over || stops(), 20_000), end]);
    if (!stops()) return false;
    await this.event('stopped');
    return true;
  }

  /** Waits for the next stop. Returns where it is, as `function@source:line`, and the reason. */
  async stopped(): Promise<{ reason: string; where: string; body: DebugBody }> {
    const body = await this.event('stopped');
    const [top] = await this.stack();
    return { reason: body.reason, where: top ?? 'nowhere', body };
  }

  async frames(): Promise<DebugProtocol.StackFrame[]> {
    return (await this.ask('stackTrace', { threadId: 1 })).stackFrames;
  }

  async stack(): Promise<string[]> {
    return (await this.frames()).map(({ name, source, line }) => `${name}@${source?.name}:${line}`);
  }

  /** Breakpoints in a cell that need not have run. */
  async breakpoints(
    cell: string,
    breakpoints: DebugProtocol.SourceBreakpoint[]
  ): Promise<DebugProtocol.Breakpoint[]> {
    const { sourcePath } = await this.ask('dumpCell', { code: cell });
    return (await this.ask('setBreakpoints', { source: { path: sourcePath }, breakpoints })).breakpoints;
  }

  /** Name → value of one scope of the topmost frame. */
  async scope(name: string): Promise<Record<string, string>> {
    return values(
      (await this.ask('variables', { variablesReference: await this.scopeNumber(name) })).variables
    );
  }

  async scopeNumber(name: string): Promise<number> {
    const frameId = (await this.frames())[0]?.id;
    const { scopes } = await this.ask('scopes', { frameId });
    const scope = scopes.find(one => one.name === name);
    if (!scope) throw new Error(`There is no scope ${name}, but ${scopes.map(one => one.name).join(', ')}`);
    return scope.variablesReference;
  }

  async inside(variablesReference: number | undefined): Promise<Record<string, string>> {
    return values((await this.ask('variables', { variablesReference })).variables);
  }

  /** What an expression is in the topmost frame. */
  async evaluate(expression: string): Promise<string> {
    const frameId = (await this.frames())[0]?.id;
    return (await this.ask('evaluate', { expression, frameId })).result;
  }

  /** Where the program stops after a step. */
  async step(command: 'next' | 'stepIn' | 'stepOut'): Promise<string> {
    await this.ask(command, { threadId: 1 });
    return (await this.stopped()).where;
  }

  async continue(): Promise<void> {
    await this.ask('continue', { threadId: 1 });
  }

  private events(name: string): Message[] {
    return this.kernel.iopub
      .slice(this.begun)
      .filter(({ header, content }) => header.msg_type === 'debug_event' && content.event === name);
  }
}

function values(variables: readonly DebugProtocol.Variable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
