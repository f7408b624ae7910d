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

  async stopsAt({ callFrames, data }: Debugger.PausedEventDataType): Promise<boolean> {
    if (!this.active || (await this.isKnown(data as Runtime.RemoteObject | undefined))) return false;
    let ofUser = false;
    for (const { location } of callFrames) {
      const { scriptId, lineNumber, columnNumber = 0 } = location;
      const script = this.scripts.user(scriptId);
      if (this.scripts.isKernel(scriptId)) break;
      if (script && !script.path.includes('/node_modules/')) {
        ofUser = true;
        if (this.filters.includes('all')) return true;
      }
      const code = script?.cell?.code ?? (await this.codeOf(scriptId));
      if (isCaughtIn(code, { line: lineNumber, column: columnNumber })) return false;
    }
    return ofUser;
  }

  /** An error that goes up through awaits is thrown anew at each. */
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

  private async codeOf(scriptId: string): Promise<string> {
    const { scriptSource } = await this.inspector.post<Debugger.GetScriptSourceReturnType>(
      'Debugger.getScriptSource',
      { scriptId }
    );
    return scriptSource;
  }
}
