/** Lines and columns: from 0 in the kernel, from wherever the front end counts on the way in and out. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PlacedBreakpoint, WantedBreakpoint } from './breakpoints.js';

export class Coordinates {
  private firstLine = 1;
  private firstColumn = 1;

  begin({ linesStartAt1, columnsStartAt1 }: DebugProtocol.InitializeRequestArguments): void {
    this.firstLine = linesStartAt1 === false ? 0 : 1;
    this.firstColumn = columnsStartAt1 === false ? 0 : 1;
  }

  inLine(line: number): number {
    return line - this.firstLine;
  }

  out({ line, column = 0 }: { line: number; column?: number }): { line: number; column: number } {
    return { line: line + this.firstLine, column: column + this.firstColumn };
  }

  inBreakpoint({
    line,
    column,
    condition,
    hitCondition,
    logMessage
  }: DebugProtocol.SourceBreakpoint): WantedBreakpoint {
    const from = column === undefined ? undefined : column - this.firstColumn;
    return { line: this.inLine(line), column: from, condition, hitCondition, logMessage };
  }

  /** As it was asked for, at the place that it got. */
  outBreakpoint({ wanted, line }: PlacedBreakpoint): DebugProtocol.SourceBreakpoint {
    const { condition, hitCondition, logMessage } = wanted;
    return {
      line: line + this.firstLine,
      ...(condition !== undefined && { condition }),
      ...(hitCondition !== undefined && { hitCondition }),
      ...(logMessage !== undefined && { logMessage })
    };
  }
}
