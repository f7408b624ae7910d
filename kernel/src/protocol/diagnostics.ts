/**
 * The comm `sonde.diagnostics`: the front end sends a cell's text as it is typed and gets back what the checker thinks.
 * It lives in the worker, so the red underline appears while a cell runs. Only the newest text of a cell is checked.
 */
import type { CommData } from '../channel/messages.js';
import type { Diagnostic } from '../types/checker.js';
import type { CallJudge } from './call-judge.js';
import type { TypeGuard } from './type-guard.js';

export const diagnosticsTarget = 'sonde.diagnostics';

interface Draft {
  cell: string;
  code: string;
  version: number;
}

export class DiagnosticsComm {
  private readonly newest = new Map<string, Draft>();
  private working = false;

  constructor(
    readonly id: string,
    private readonly types: TypeGuard,
    private readonly calls: CallJudge,
    private readonly send: (comm: CommData) => void
  ) {
    // The editor is open: have the checker ready before the first cell is typed.
    void types.get();
  }

  receive(data: unknown): void {
    const draft = parseDraft(data);
    if (!draft) return;
    this.newest.delete(draft.cell);
    this.newest.set(draft.cell, draft);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let [draft] = this.newest.values(); draft; [draft] = this.newest.values()) {
      this.newest.delete(draft.cell);
      const diagnostics = await this.check(draft.code);
      const { cell, version } = draft;
      this.send({
        event: 'message',
        id: this.id,
        data: { cell, version, diagnostics },
        metadata: {},
        buffers: []
      });
    }
    this.working = false;
  }

  private async check(code: string): Promise<Diagnostic[]> {
    const checker = await this.types.upToDate();
    if (!checker) return [];
    const { parseCell } = await import('../cells/index.js');
    const cell = parseCell(code, this.types.language);
    try {
      const types = await checker.check(code, cell);
      if (this.types.policyOf(code) === 'off') return types.filter(isSyntax);
      return cell.errors.length > 0
        ? types
        : [...types, ...(await this.calls.judge(code, cell, checker, types))];
    } catch {
      // A broken server has said so already (TypeGuard); an editor then has no underlines.
      return [];
    }
  }
}

/** What TypeScript says before it thinks of types: 1xxx, and 8xxx of its own syntax in JavaScript. */
function isSyntax({ code }: Diagnostic): boolean {
  return /^[18]\d{3}$/.test(code);
}

function parseDraft(data: unknown): Draft | undefined {
  const { cell, code, version } = (data ?? {}) as Partial<Draft>;
  if (typeof cell !== 'string' || typeof code !== 'string') return undefined;
  return { cell, code, version: version ?? 0 };
}
