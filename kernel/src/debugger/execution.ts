/**
 * Stops and steps. V8 stops at expressions, in Node's inside and in the frame that the kernel puts around a cell; people
 * want lines of their own text. What a stop is worth is decided here, before anybody hears of it.
 */
import type { Debugger, Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Awaiter } from './awaiter.js';
import type { PlacedBreakpoint } from './breakpoints.js';
import type { Exceptions } from './exceptions.js';
import { type Frame, Frames } from './frames.js';
import type { Inspector } from './inspector.js';
import { runnerPattern, skippedPatterns, type Scripts } from './scripts.js';
import { valueText } from './value-text.js';

export type Step = 'stepOver' | 'stepInto' | 'stepOut';

export interface ExecutionOptions {
  inspector: Inspector;
  scripts: Scripts;
  exceptions: Exceptions;
  stopped(body: DebugProtocol.StoppedEvent['body']): void;
  continued(): void;
  /** V8's id of a breakpoint → the front end's. */
  breakpointId(id: string): number | undefined;
  /** Which breakpoint is there once the front end has told all that it was telling. */
  breakpointNow(id: string): Promise<PlacedBreakpoint | undefined>;
}

/** Node is one thread to its user. */
export const threadId = 1;
/** A step that has not stopped again after so long is told as a run. It is a step all the same, when it stops at last. */
const stepTime = 100;
/** Native code keeps the inspector out, and it is not what an interrupt may wait for. */
const interruptPatience = 200;
/** Expressions of one line, and functions of Node, that one step may pass. */
const mostSteps = 1000;

interface Stepping {
  step: Step;
  from: Frame | undefined;
  depth: number;
  left: number;
}

export class Execution {
  readonly frames: Frames;
  private readonly awaiter: Awaiter;
  /** What was thrown, while the program is stopped for it. */
  thrown: Runtime.RemoteObject | undefined;
  isStopped = false;
  private stepping: Stepping | undefined;
  private pausing = 0;
  private depth = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ExecutionOptions) {
    const { inspector, scripts } = options;
    this.frames = new Frames(scripts);
    this.awaiter = new Awaiter(inspector, scripts);
    inspector.on('Debugger.scriptParsed', script => scripts.add(script));
    inspector.on('Debugger.paused', event => void this.paused(event));
    inspector.on('Debugger.resumed', () => this.resumed());
  }

  /** Node's and the packages' exceptions are of interest only when somebody asks for exceptions. */
  async skipInternals(): Promise<void> {
    const patterns = this.options.exceptions.active ? [runnerPattern] : skippedPatterns;
    await this.options.inspector.post('Debugger.setBlackboxPatterns', { patterns });
  }

  async continue(): Promise<void> {
    this.needsStop('continue');
    this.stepping = undefined;
    await this.awaiter.forget();
    await this.options.inspector.post('Debugger.resume');
  }

  async step(step: Step): Promise<void> {
    this.needsStop('step');
    const from = this.frames.frames.find(one => one.call);
    this.stepping = { step, from, depth: this.depth, left: mostSteps };
    const [, caller] = this.frames.frames;
    if (caller?.awaiting) await this.awaiter.expect(caller.awaiting);
    await this.options.inspector.post(`Debugger.${step}`);
  }

  /** No step is under way, or it has become a run. */
  async stepped(): Promise<void> {
    const until = performance.now() + stepTime;
    while (this.stepping && this.isStopped && performance.now() < until)
      await new Promise(resolve => setTimeout(resolve, 5));
  }

  async pause(): Promise<void> {
    this.pausing = mostSteps;
    this.stepping = undefined;
    await this.options.inspector.post('Debugger.pause');
  }

  /** Nothing stops the program until `heed`. True: it stood still, and is being terminated. */
  async ignoreStops(): Promise<boolean> {
    const { inspector } = this.options;
    await inspector.post('Debugger.setSkipAllPauses', { skip: true }, interruptPatience);
    if (!this.isStopped) return false;
    this.stepping = undefined;
    // Otherwise a short rest would be over before the interrupt comes.
    await inspector.post('Debugger.resume', { terminateOnResume: true }, interruptPatience);
    return true;
  }

  async heed(): Promise<void> {
    await this.options.inspector.post('Debugger.setSkipAllPauses', { skip: false });
  }

  /** The session is over. */
  end(): void {
    clearTimeout(this.timer);
    this.stepping = undefined;
    this.pausing = 0;
    this.isStopped = false;
    this.thrown = undefined;
    this.frames.clear();
  }

  private needsStop(what: string): void {
    if (!this.isStopped) throw new Error(`Cannot ${what}: the program is not stopped`);
  }

  private async paused(event: Debugger.PausedEventDataType): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.frames.read(event);
    this.depth = event.callFrames.length;
    let way: string | undefined;
    try {
      way = await this.wayOn(event);
    } catch {
      // Better one stop too many than a program that is gone.
    }
    if (way !== undefined) {
      this.frames.clear();
      // Somebody may have ended the session meanwhile; then it goes on by itself.
      await this.options.inspector.post(way).catch(() => undefined);
      return;
    }
    this.announce(event);
  }

  /** How to go on, if this is no stop for the user. */
  private async wayOn(event: Debugger.PausedEventDataType): Promise<string | undefined> {
    const { reason, callFrames } = event;
    const isBack = this.awaiter.isHit(event.hitBreakpoints ?? []);
    const hitBreakpoints = (event.hitBreakpoints ?? []).filter(
      one => this.options.breakpointId(one) !== undefined
    );
    const onStack = this.frames.frames.filter(one => one.call);
    const top = onStack[0]?.call === callFrames[0] ? onStack[0] : undefined;
    if (reason === 'exception' || reason === 'promiseRejection') {
      return (await this.options.exceptions.stopsAt(event)) ? undefined : 'Debugger.resume';
    }
    if (hitBreakpoints.length > 0 || (isBack && this.stepping)) return undefined;
    if (this.pausing > 0 && onStack.length === 0) {
      this.pausing -= 1;
      return 'Debugger.stepInto';
    }
    const { stepping } = this;
    if (!stepping) {
      const isGone = this.pausing === 0 && (event.hitBreakpoints ?? []).length > 0;
      const goesOn = onStack.length === 0 || (isGone && !(await this.stopsNow(event)));
      return goesOn ? 'Debugger.resume' : undefined;
    }
    if (--stepping.left <= 0) return undefined;
    if (!top || top.isPackage)
      return onStack.some(one => !one.isPackage) ? 'Debugger.stepOut' : 'Debugger.resume';
    const { from } = stepping;
    const isSameLine =
      stepping.step !== 'stepOut' &&
      this.depth === stepping.depth &&
      from?.script.scriptId === top.script.scriptId &&
      from.at.line === top.at.line &&
      top.call?.returnValue === undefined;
    return isSameLine ? `Debugger.${stepping.step}` : undefined;
  }

  /** V8 came to a breakpoint while it was being replaced: the one that is there now decides. */
  private async stopsNow({
    hitBreakpoints = [],
    callFrames
  }: Debugger.PausedEventDataType): Promise<boolean> {
    for (const id of hitBreakpoints) {
      const breakpoint = await this.options.breakpointNow(id);
      if (!breakpoint) continue;
      if (breakpoint.code === undefined) return true;
      const { result } = await this.options.inspector.post<Debugger.EvaluateOnCallFrameReturnType>(
        'Debugger.evaluateOnCallFrame',
        { callFrameId: callFrames[0]?.callFrameId, expression: `!!(${breakpoint.code})`, silent: true }
      );
      if (result.value === true) return true;
    }
    return false;
  }

  private announce({ reason, hitBreakpoints = [], data }: Debugger.PausedEventDataType): void {
    const { stopped, breakpointId } = this.options;
    const hit = [...new Set(hitBreakpoints.flatMap(one => breakpointId(one) ?? []))];
    const isException = reason === 'exception' || reason === 'promiseRejection';
    this.thrown = isException ? (data as Runtime.RemoteObject) : undefined;
    const why = isException
      ? 'exception'
      : hit.length > 0
        ? 'breakpoint'
        : this.pausing > 0
          ? 'pause'
          : this.stepping
            ? 'step'
            : 'breakpoint';
    this.pausing = 0;
    this.stepping = undefined;
    this.isStopped = true;
    void this.awaiter.forget();
    stopped({
      reason: why,
      threadId,
      allThreadsStopped: true,
      ...(this.thrown && { description: 'Stopped on an exception', text: valueText(this.thrown) }),
      ...(hit.length > 0 && { hitBreakpointIds: hit })
    });
  }

  private resumed(): void {
    if (!this.isStopped) return;
    if (this.timer) return;
    const end = (): void => {
      this.timer = undefined;
      this.isStopped = false;
      this.thrown = undefined;
      this.frames.clear();
      this.options.continued();
    };
    if (this.stepping) this.timer = setTimeout(end, stepTime);
    else end();
  }
}
