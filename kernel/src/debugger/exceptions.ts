/** Which exceptions stop the program: all, or those that the user's own code lets go. */
import type { Debugger, Runtime } from 'node:inspector';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { argument, call } from './in-debuggee.js';
import type { Inspector } from './inspector.js';
import type { Scripts } from './scripts.js';
import { isCaughtIn } from './uncaught.js';

export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = [
  {
    filter: 'all',
    label: 'All exceptions',
    description: 'Stops whenever an error is thrown',
    default: false
  },
  {
    filter: 'uncaught',
    label: 'Uncaught exceptions',
    description: 'Stops when an error is thrown that no try of yours catches',
    default: false
  }
];

export class Exceptions {
  private filters: readonly string[] = [];

  constructor(
    private readonly inspector: Inspector,
    private readonly scripts: Scripts
  ) {}

  /** Throws a sentence for a filter that does not exist. */
  async set(filters: readonly string[]): Promise<void> {
    const unknown = filters.find(one => !exceptionFilters.some(({ filter }) => filter === one));
    if (unknown !== undefined)
      throw new Error(`There is no exception filter "${unknown}": use all or uncaught`);
    this.filters = filters;
    await this.apply();
  }

  get active(): boolean {
    return this.filters.length > 0;
  }

  clear(): void {
    this.filters = [];
  }

  /** "uncaught" is ours to find out: to V8 the kernel catches all. */
  async apply(): Promise<void> {
    await this.inspector.post('Debugger.setPauseOnExceptions', { state: this.active ? 'all' : 'none' });
  }

  async stopsAt(event: Debugger.PausedEventDataType): Promise<boolean> {
    if (!this.active || !(await this.concerns(event))) return false;
    return !(await this.isKnown(event.data as Runtime.RemoteObject | undefined));
  }

  /**
   * Goes up from where it was thrown, through those who wait for it too, to the last that is neither of the kernel nor of Node:
   * what these catch in the end, everyone else has let go.
   */
  private async concerns({ callFrames, asyncStackTrace }: Debugger.PausedEventDataType): Promise<boolean> {
    const places = [...callFrames.map(({ location }) => location), ...waiting(asyncStackTrace)];
    const last = places.findLastIndex(
      ({ scriptId }) => !this.scripts.isKernel(scriptId) && !this.scripts.isNode(scriptId)
    );
    let ofUser = false;
    for (const { scriptId, lineNumber, columnNumber = 0 } of places.slice(0, last + 1)) {
      if (this.scripts.isKernel(scriptId)) continue;
      const path = this.scripts.user(scriptId)?.path;
      if (path !== undefined && !path.includes('/node_modules/')) {
        ofUser = true;
        if (this.filters.includes('all')) return true;
      }
      const code = await this.scripts.codeOf(scriptId, this.inspector);
      if (isCaughtIn(code, { line: lineNumber, column: columnNumber })) return false;
    }
    return ofUser;
  }

  /** An error that goes up through awaits is thrown anew at each; one stop is enough. */
  private async isKnown(thrown: Runtime.RemoteObject | undefined): Promise<boolean> {
    if (thrown?.objectId === undefined) return false;
    const same = await call(
      this.inspector,
      thrown.objectId,
      "function(){const key=Symbol.for('sonde.thrown');const same=globalThis[key]?.deref()===this;globalThis[key]=new WeakRef(this);return same}",
      [argument(thrown)],
      { returnByValue: true }
    );
    return same.value === true;
  }
}

function* waiting(trace: Runtime.StackTrace | undefined): Generator<Runtime.CallFrame> {
  for (let one = trace; one; one = one.parent) yield* one.callFrames;
}
