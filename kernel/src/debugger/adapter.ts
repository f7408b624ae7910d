/** The Debug Adapter Protocol, with what Jupyter adds to it (dumpCell, debugInfo, inspectVariables, …), request by request. */
import type { Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PlacedBreakpoint } from './breakpoints.js';
import { cellPaths, type Generated } from './cell-scripts.js';
import { Coordinates } from './coordinates.js';
import { exceptionFilters } from './exceptions.js';
import { threadId, type Step } from './execution.js';
import { scopesOf } from './scopes.js';
import { DebugSession, type KernelSide } from './session.js';
import { valueText } from './value-text.js';

type Content = Record<string, unknown>;
type Answer = Promise<object | undefined> | object | undefined;

export interface DebugAdapterOptions extends KernelSide {
  /** A `debug_event`. */
  event(content: Content): void;
}

export class DebugAdapter {
  private readonly session: DebugSession;
  private readonly coordinates = new Coordinates();
  private sequence = 1;

  constructor(private readonly options: DebugAdapterOptions) {
    this.session = new DebugSession(options, {
      stopped: body => this.event('stopped', body),
      continued: () => this.event('continued', { threadId, allThreadsContinued: true }),
      breakpointChanged: (one, path) =>
        this.event('breakpoint', { reason: 'changed', breakpoint: this.breakpoint(one, path) })
    });
  }

  /** One request of the protocol. Never fails: what goes wrong is in the response. */
  async answer({ seq, command, arguments: args }: Content): Promise<Content> {
    const name = String(command);
    const response = { type: 'response', request_seq: seq, command: name };
    try {
      const handler = this.handlers[name];
      if (!handler) throw new Error(`The debugger does not know the request "${name}"`);
      const body = (await handler((args ?? {}) as never)) ?? {};
      return { ...response, seq: this.sequence++, success: true, body };
    } catch (error) {
      const { message, hint } = error as { message: string; hint?: string };
      const sentence = hint ? `${message}. ${hint}` : message;
      const body = { ...emptyBodies[name], error: { id: 1, format: sentence, showUser: true } };
      return { ...response, seq: this.sequence++, success: false, message: sentence, body };
    }
  }

  willRun(filename: string, label: string, source: string, generated: Generated): Promise<void> | undefined {
    return this.session.willRun(filename, label, source, generated);
  }

  beforeInterrupt(): Promise<boolean> {
    return this.session.beforeInterrupt();
  }

  afterInterrupt(): Promise<void> {
    return this.session.afterInterrupt();
  }

  close(): void {
    this.session.close();
  }

  private event(event: string, body: object = {}): void {
    this.options.event({ type: 'event', seq: this.sequence++, event, body });
  }

  private readonly handlers: Readonly<Record<string, (args: never) => Answer>> = {
    initialize: (args: DebugProtocol.InitializeRequestArguments) => {
      this.coordinates.begin(args);
      this.session.variables.forLab = args.clientID === 'jupyterlab';
      return capabilities;
    },
    attach: () => this.attach(),
    launch: () => this.attach(),
    configurationDone: () => undefined,
    disconnect: () => this.detach(),
    terminate: () => this.detach(),
    debugInfo: () => ({
      ...cellPaths,
      isStarted: this.session.attached,
      breakpoints: [...this.session.breakpoints.all].map(([source, placed]) => ({
        source,
        breakpoints: placed.map(one => this.coordinates.outBreakpoint(one))
      })),
      stoppedThreads: this.session.execution.isStopped ? [threadId] : [],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: true
    }),
    dumpCell: ({ code }: { code?: unknown }) => ({ sourcePath: this.session.cells.tell(text(code, 'code')) }),
    setBreakpoints: (args: DebugProtocol.SetBreakpointsArguments) => this.setBreakpoints(args),
    breakpointLocations: async ({ source, line, endLine }: DebugProtocol.BreakpointLocationsArguments) => {
      const first = this.coordinates.inLine(line);
      const last = endLine === undefined ? first : this.coordinates.inLine(endLine);
      const places = await this.session.breakpoints.linesOf(text(source.path, 'source.path'), first, last);
      return { breakpoints: places.map(one => this.coordinates.out(one)) };
    },
    setExceptionBreakpoints: async ({ filters }: DebugProtocol.SetExceptionBreakpointsArguments) => {
      this.session.needsAttach();
      await this.session.exceptions.set(filters);
      await this.session.execution.skipInternals();
      return { breakpoints: filters.map(() => ({ verified: true })) };
    },
    threads: () => ({ threads: [{ id: threadId, name: 'Main thread' }] }),
    stackTrace: ({ startFrame = 0, levels }: DebugProtocol.StackTraceArguments) => {
      const { frames } = this.session.execution.frames;
      const end = levels ? startFrame + levels : frames.length;
      const stackFrames = frames.slice(startFrame, end).map(({ id, name, script, at, isPackage, call }) => ({
        id,
        name,
        source: { name: script.name, path: script.path, sourceReference: 0 },
        ...this.coordinates.out(at),
        ...((isPackage || !call) && { presentationHint: 'subtle' })
      }));
      return { stackFrames, totalFrames: frames.length };
    },
    scopes: ({ frameId }: DebugProtocol.ScopesArguments) => ({
      scopes: scopesOf(this.session.execution.frames.at(frameId), this.session.execution.thrown, {
        inspector: this.session.inspector,
        variables: this.session.variables,
        globals: () => this.session.globals.list(),
        setGlobal: (name, value) => this.session.globals.set(name, value)
      })
    }),
    variables: async ({ variablesReference, filter, start, count }: DebugProtocol.VariablesArguments) => ({
      variables: await this.session.variables.at(variablesReference).list({ filter, start, count })
    }),
    setVariable: async ({ variablesReference, name, value }: DebugProtocol.SetVariableArguments) => {
      const container = this.session.variables.at(variablesReference);
      if (!container.set) throw new Error(`${name} cannot be set`);
      const evaluated = await this.session.evaluator.evaluate(
        value,
        this.session.execution.frames.frames[0]?.call
      );
      await container.set(name, evaluated);
      return { value: valueText(evaluated), ...this.session.variables.details(evaluated) };
    },
    evaluate: (args: DebugProtocol.EvaluateArguments) => this.evaluate(args),
    exceptionInfo: () => {
      const { thrown } = this.session.execution;
      if (!thrown) throw new Error('The program has not stopped on an exception');
      const [first = ''] = (thrown.description ?? String(thrown.value)).split('\n    at ');
      return {
        exceptionId: thrown.className ?? thrown.type,
        description: first,
        breakMode: 'always',
        details: { message: first, stackTrace: thrown.description }
      };
    },
    continue: async () => {
      await this.session.breakpoints.settled();
      await this.session.execution.continue();
      return { allThreadsContinued: true };
    },
    next: () => this.step('stepOver'),
    stepIn: () => this.step('stepInto'),
    stepOut: () => this.step('stepOut'),
    pause: async () => {
      this.session.needsAttach();
      await this.session.execution.pause();
      return undefined;
    },
    source: ({ source, sourceReference }: DebugProtocol.SourceArguments) => {
      const path = text(source?.path, `source.path (there is no source ${sourceReference})`);
      const content = this.session.scripts.textOf(path);
      if (content === undefined) throw new Error(`There is no source ${path}`);
      return { content, mimeType: /\.[cm]?jsx?$/.test(path) ? 'text/javascript' : 'text/typescript' };
    },
    modules: () => ({ modules: this.session.scripts.files().map(one => ({ id: one.path, ...one })) }),
    inspectVariables: async () => ({ variables: await this.session.notebookVariables() }),
    richInspectVariables: async ({ variableName, frameId }: { variableName?: unknown; frameId?: number }) => {
      // JupyterLab's panel keeps the number of the frame that it was opened in, and asks again at each later stop.
      const { frames } = this.session.execution.frames;
      const frame = frames.find(one => one.id === frameId) ?? frames[0];
      return this.session.rich.show(text(variableName, 'variableName'), frame?.call);
    },
    copyToGlobals: async (args: {
      srcVariableName?: unknown;
      dstVariableName?: unknown;
      srcFrameId?: number;
    }) => {
      const name = text(args.dstVariableName, 'dstVariableName');
      if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
        throw new Error(`"${name}" cannot be a variable's name`);
      const frame = this.session.execution.frames.at(Number(args.srcFrameId));
      await this.session.globals.set(
        name,
        await this.session.evaluator.evaluate(text(args.srcVariableName, 'srcVariableName'), frame.call)
      );
      return undefined;
    }
  };

  private async attach(): Promise<undefined> {
    await this.session.attach();
    this.event('initialized');
    return undefined;
  }

  private detach(): undefined {
    const { attached } = this.session;
    this.session.close();
    if (attached) this.event('terminated');
    return undefined;
  }

  private async setBreakpoints(args: DebugProtocol.SetBreakpointsArguments): Promise<object> {
    this.session.needsAttach();
    const path = text(args.source.path, 'source.path');
    const wanted = (args.breakpoints ?? []).map(one => this.coordinates.inBreakpoint(one));
    await this.session.execution.stepped();
    const placed = await this.session.breakpoints.set(path, wanted);
    return { breakpoints: placed.map(one => this.breakpoint(one, path)) };
  }

  private breakpoint(one: PlacedBreakpoint, path: string): DebugProtocol.Breakpoint {
    const { id, verified, message } = one;
    return { id, verified, source: { path }, ...this.coordinates.out(one), ...(message && { message }) };
  }

  private async step(step: Step): Promise<undefined> {
    await this.session.breakpoints.settled();
    await this.session.execution.step(step);
    return undefined;
  }

  private async evaluate({ expression, frameId, context }: DebugProtocol.EvaluateArguments): Promise<object> {
    const frame =
      frameId !== undefined && this.session.execution.isStopped
        ? this.session.execution.frames.at(frameId)
        : undefined;
    try {
      const value = await this.session.evaluator.evaluate(expression, frame?.call);
      return {
        result: await this.evaluatedText(value, context),
        ...this.session.variables.details(value, expression)
      };
    } catch (error) {
      // JupyterLab's console says of a failure only that there was one.
      if (this.session.variables.forLab && context === 'repl')
        return { result: (error as Error).message, variablesReference: 0 };
      throw error;
    }
  }

  /** A console has room for a value, a hover and a watch have one line. */
  private evaluatedText(value: Runtime.RemoteObject, context: string | undefined): Promise<string> | string {
    if (context === 'repl') return this.session.rich.text(value);
    return context === 'clipboard' && value.type === 'string' ? String(value.value) : valueText(value);
  }
}

/** JupyterLab reads these whether a request succeeds or not. */
const emptyBodies: Readonly<Record<string, object>> = {
  modules: { modules: [] },
  inspectVariables: { variables: [] },
  setBreakpoints: { breakpoints: [] },
  stackTrace: { stackFrames: [] },
  scopes: { scopes: [] },
  variables: { variables: [] }
};

const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsTerminateRequest: true,
  supportsClipboardContext: true,
  exceptionBreakpointFilters: exceptionFilters
};

/** A field that must be text. */
function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new Error(`The request has no text in "${field}"`);
  return value;
}
