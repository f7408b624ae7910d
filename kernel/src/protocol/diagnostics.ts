/**
 * Checks the cells of a notebook while they are typed. Only the newest text of a cell is checked, the one typed last
 * first; then those that stand on what it declares.
 */
import type { Diagnostic } from '@sonde/schema/editor';
import type { NotebookCells } from '../types/notebook-cells.js';
import type { CallJudge } from './call-judge.js';
import type { TypeGuard } from './type-guard.js';

export interface Draft {
  cell: string;
  code: string;
  version: number;
}

export interface CheckedDraft {
  cell: string;
  version: number;
  diagnostics: Diagnostic[];
}

export class DraftChecks {
  private readonly waiting = new Map<string, Draft>();
  private readonly newest = new Map<string, Draft>();
  private working = false;

  constructor(
    private readonly notebook: NotebookCells,
    private readonly types: TypeGuard,
    private readonly calls: CallJudge,
    private readonly answer: (checked: CheckedDraft) => void
  ) {}

  /** A cell has been typed in. `changed`: the names that now may be other for its neighbours. */
  add(draft: Draft, changed: ReadonlySet<string>): void {
    this.newest.set(draft.cell, draft);
    this.again(changed, draft.cell);
    // In front of all others, which are in no hurry.
    const others = [...this.waiting.values()].filter(one => one.cell !== draft.cell);
    this.waiting.clear();
    for (const one of [draft, ...others]) this.waiting.set(one.cell, one);
    if (!this.working) void this.work();
  }

  /** These names mean something else: what stands on them is checked again. */
  again(names: ReadonlySet<string>, but?: string): void {
    if (names.size === 0) return;
    for (const id of this.notebook.dependents(names)) {
      const draft = this.newest.get(id);
      if (draft && id !== but) this.waiting.set(id, draft);
    }
    if (!this.working) void this.work();
  }

  /** Checked once more, unless it has been typed in since. */
  private once(draft: Draft): void {
    if (this.newest.get(draft.cell) !== draft) return;
    this.waiting.set(draft.cell, draft);
    if (!this.working) void this.work();
  }

  /** Cells that are no longer there need no answer. */
  keep(cells: ReadonlySet<string>): void {
    for (const drafts of [this.newest, this.waiting]) {
      for (const id of drafts.keys()) if (!cells.has(id)) drafts.delete(id);
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let [draft] = this.waiting.values(); draft; [draft] = this.waiting.values()) {
      this.waiting.delete(draft.cell);
      const diagnostics = await this.check(draft);
      const { cell, version } = draft;
      // Typed on meanwhile: the answer to that is on its way.
      if (this.newest.get(cell) === draft) this.answer({ cell, version, diagnostics });
    }
    this.working = false;
  }

  private async check(draft: Draft): Promise<Diagnostic[]> {
    const { cell: id, code } = draft;
    const checker = await this.types.upToDate();
    if (!checker) return [];
    const { parseCell } = await import('../cells/index.js');
    const cell = parseCell(code, this.types.language);
    const at = { notebook: this.notebook, cell: id };
    try {
      const types = await checker.check(code, cell, at);
      if (this.types.policyOf(code) === 'off') return types.filter(isSyntax);
      return cell.errors.length > 0
        ? types
        : [...types, ...(await this.calls.judge(code, cell, checker, types, at, () => this.once(draft)))];
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
