/**
 * The code cells of an open notebook as they are written, run or not, in the notebook's order. A name that no cell has
 * declared by running comes from the nearest cell above that declares it, else from the nearest below. Pure.
 */
import type { DeclarationKind } from '../cells/declarations.js';
import { parseCell, type ParsedCell } from '../cells/parse.js';
import type { KernelLanguage } from '../options.js';
import { declaredNames, mentionedNames } from './names.js';

export interface WrittenCell {
  readonly id: string;
  /** The newest text that could be read: while a cell is half typed its names stay what they were. */
  readonly code: string;
  readonly cell: ParsedCell;
  readonly declares: ReadonlyMap<string, DeclarationKind>;
  readonly mentions: ReadonlySet<string>;
  /** All that is in the cell. */
  readonly text: string;
  /** The cell holds something newer, which cannot be read. */
  readonly broken: boolean;
}

export class NotebookCells {
  private cells: WrittenCell[] = [];

  constructor(readonly language: KernelLanguage = 'typescript') {}

  get all(): readonly WrittenCell[] {
    return this.cells;
  }

  /** The cell that holds exactly this text. */
  holding(text: string): WrittenCell | undefined {
    return this.cells.find(one => one.text === text);
  }

  get(id: string): WrittenCell | undefined {
    return this.cells.find(one => one.id === id);
  }

  /** All cells, in order. */
  set(cells: readonly { id: string; code: string }[]): void {
    const before = new Map(this.cells.map(cell => [cell.id, cell]));
    this.cells = cells.map(({ id, code }) => written(id, code, this.language, before.get(id)));
  }

  /** A cell has another text. Returns the names that may mean something else now, in other cells. */
  change(id: string, code: string): Set<string> {
    const index = this.cells.findIndex(one => one.id === id);
    const before = this.cells[index];
    const after = written(id, code, this.language, before);
    if (before) this.cells[index] = after;
    else this.cells.push(after);
    return after.code === before?.code
      ? new Set()
      : new Set([...(before?.declares.keys() ?? []), ...after.declares.keys()]);
  }

  /** The cell that `name` comes from when the cell `from` mentions it. */
  declaring(name: string, from: string): WrittenCell | undefined {
    const at = this.cells.findIndex(one => one.id === from);
    const declares = (one: WrittenCell) => one.id !== from && one.declares.has(name);
    const above = at < 0 ? this.cells : this.cells.slice(0, at);
    return above.findLast(declares) ?? this.cells.slice(at + 1).find(declares);
  }

  /** The cells that stand on one of the names, directly or through what others make of it. */
  dependents(names: ReadonlySet<string>): string[] {
    const found = new Set<WrittenCell>();
    const open = [names];
    for (let some = open.pop(); some; some = open.pop()) {
      for (const one of this.cells) {
        if (found.has(one) || ![...some].some(name => one.mentions.has(name))) continue;
        found.add(one);
        open.push(new Set(one.declares.keys()));
      }
    }
    return [...found].map(one => one.id);
  }
}

function written(
  id: string,
  code: string,
  language: KernelLanguage,
  before: WrittenCell | undefined
): WrittenCell {
  if (before?.text === code) return before;
  const cell = parseCell(code, language);
  const broken = cell.errors.length > 0;
  if (before && broken) return { ...before, text: code, broken };
  return {
    id,
    code,
    cell,
    declares: declaredNames(cell),
    mentions: mentionedNames(code),
    text: code,
    broken
  };
}
