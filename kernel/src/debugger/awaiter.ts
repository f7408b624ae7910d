/**
 * The end of an asynchronous function leads V8 back to the event loop, and the user to whoever awaits it. So that a step
 * gets there, the places at which that caller can go on are given breakpoints until the program stops.
 */
import type { Debugger, Runtime } from 'node:inspector';
import type { Inspector } from './inspector.js';
import type { Scripts } from './scripts.js';
import { functionAround } from './uncaught.js';

export class Awaiter {
  private set: string[] = [];

  constructor(
    private readonly inspector: Inspector,
    private readonly scripts: Scripts
  ) {}

  async expect({ scriptId, lineNumber, columnNumber }: Runtime.CallFrame): Promise<void> {
    const code = await this.scripts.codeOf(scriptId, this.inspector);
    const body = functionAround(code, { line: lineNumber, column: columnNumber });
    if (!body) return;
    const place = ({ line, column }: { line: number; column: number }) => ({
      scriptId,
      lineNumber: line,
      columnNumber: column
    });
    const { locations } = await this.inspector.post<Debugger.GetPossibleBreakpointsReturnType>(
      'Debugger.getPossibleBreakpoints',
      { start: place(body.start), end: place(body.end), restrictToFunction: true }
    );
    for (const { lineNumber, columnNumber } of locations) {
      const location = { scriptId, lineNumber, columnNumber };
      // Where the user has a breakpoint, V8 stops without ours.
      const found = await this.inspector
        .post<Debugger.SetBreakpointReturnType>('Debugger.setBreakpoint', { location })
        .catch(() => undefined);
      if (found) this.set.push(found.breakpointId);
    }
  }

  isHit(breakpoints: readonly string[]): boolean {
    return breakpoints.some(one => this.set.includes(one));
  }

  async forget(): Promise<void> {
    const all = this.set.splice(0);
    await Promise.all(
      all.map(breakpointId => this.inspector.post('Debugger.removeBreakpoint', { breakpointId }))
    );
  }
}
