/**
 * What the libraries that cells have imported say of the literal arguments of a cell's calls, as diagnostics. They live in
 * the main thread; while that is busy the cell goes unjudged, and is judged again as soon as it is not.
 */
import type { Call } from '@sonde/schema/call-check';
import type { ToMain } from '../channel/messages.js';
import { literalCalls, type LiteralCall } from '../cells/calls.js';
import { lineStarts, positionAt } from '../cells/edits.js';
import type { ParsedCell } from '../cells/parse.js';
import type { At } from '../types/cell-modules.js';
import type { Diagnostic } from '@sonde/schema/editor';
import type { Checker } from '../types/checker.js';

type Wrong = Record<string, string[]>;

/** How long an idle main thread may take to answer, in milliseconds. */
const patience = 250;

export class CallJudge {
  private readonly waiting = new Map<number, (wrong: Wrong) => void>();
  private next = 1;

  constructor(private readonly send: (message: ToMain) => void) {}

  /**
   * @param types what the type checker says already; a second opinion on the same field would not help
   * @param free called once the main thread, which did not answer in time, answers again
   */
  async judge(
    code: string,
    cell: ParsedCell,
    checker: Checker,
    types: Diagnostic[],
    at: At,
    free: () => void
  ): Promise<Diagnostic[]> {
    const found: Diagnostic[] = [];
    for (const { callee, fields } of literalCalls(cell)) {
      const call = {
        callee,
        fields: fields.filter(field => !types.some(type => isAbout(code, type, field)))
      };
      if (call.fields.length === 0) continue;
      const hover = await checker.hover(code, call.callee, at);
      if (!hover) continue;
      const values = Object.fromEntries(call.fields.map(({ name, value }) => [name, value]));
      found.push(...diagnostics(code, call, await this.ask({ signature: hover.markdown, values }, free)));
    }
    return found;
  }

  judged(id: number, wrong: Wrong): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.(wrong);
  }

  private ask(call: Call, free: () => void): Promise<Wrong> {
    const id = this.next++;
    const answer = new Promise<Wrong>(resolve => {
      const timer = setTimeout(() => {
        this.waiting.set(id, free);
        resolve({});
      }, patience);
      this.waiting.set(id, wrong => {
        clearTimeout(timer);
        resolve(wrong);
      });
    });
    this.send({ type: 'judge', id, call });
    return answer;
  }
}

function isAbout(code: string, { from }: Diagnostic, { key, end }: LiteralCall['fields'][number]): boolean {
  const at = (lineStarts(code)[from.line] ?? 0) + from.column;
  return key <= at && at < end;
}

function diagnostics(code: string, call: LiteralCall, wrong: Wrong): Diagnostic[] {
  const lines = lineStarts(code);
  return call.fields
    .filter(({ name }) => wrong[name] !== undefined)
    .map(({ name, start, end }) => ({
      from: positionAt(lines, start),
      to: positionAt(lines, end),
      severity: 'error',
      message: (wrong[name] ?? []).join('\n'),
      code: 'argument'
    }));
}
