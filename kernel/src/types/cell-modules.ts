/**
 * The cells as modules of the language server: those that have run, for ever as they ran, and those of open notebooks, as
 * they are written. Opening one opens what it stands on.
 */
import { impliedNames } from '../cells/implied.js';
import type { ParsedCell } from '../cells/parse.js';
import type { Buffers } from './buffers.js';
import { declaredNames, mentionedNames } from './names.js';
import type { NotebookCells } from './notebook-cells.js';
import { type RanCells } from './ran-cells.js';
import { moduleText, NotebookScope, type Home } from './scope.js';

/** Where a text stands. */
export interface At {
  notebook: NotebookCells;
  /** The cell's id. */
  cell: string;
}

export interface OpenOptions {
  /** Also names that the text does not mention yet: those that begin like this, in any case. */
  beginning?: string | undefined;
  /**
   * What a name means: what it means to the kernel, where a cell that ran counts before one that is only written; or what
   * it means to a reader of the notebook, which is the other way round. Then all is imported, so that a name can be
   * followed home.
   */
  reading?: 'kernel' | 'notebook';
  /** The whole text of the buffer, of a cell that stands on no written ones. */
  text?: string | undefined;
}

export class CellModules {
  private readonly ran = new NotebookScope();
  private readonly files = new WeakMap<NotebookCells, Map<string, string>>();
  private readonly places = new Map<string, At>();
  private runs = 0;
  private written = 0;

  constructor(
    private readonly buffers: Buffers,
    /** Where cells that have run lie; told in their turn. */
    private readonly placed: RanCells
  ) {}

  /** Opens the buffer of a text, and those it stands on; returns its name. */
  open(code: string, cell: ParsedCell, at?: At, options: OpenOptions = {}): string {
    return this.openAll(code, cell, at, options, new Set());
  }

  /** The text of a cell that runs, with the names as they are now: it tells all that its types depend on. */
  textOf(code: string, cell: ParsedCell): string {
    return moduleText(code, cell, this.homes(code, cell, undefined, {}), { implied: this.implied(cell) });
  }

  /** The cell runs: what it declares stands for all that follow. */
  run(code: string, cell: ParsedCell, text: string): void {
    const declared = declaredNames(cell);
    for (const name of this.implied(cell)) declared.set(name, 'let');
    if (this.ran.stands(declared.keys(), text)) return;
    const run = ++this.runs;
    const used = this.homes(code, cell, undefined, {}).map(([, home]) => home);
    const forgotten = this.ran.add(run, declared, text, used);
    this.placed.add({ run, cell, text }, forgotten, this.ran);
  }

  /** The notebook's cell that a buffer is of. */
  cellOf(file: string): At | undefined {
    return this.places.get(file);
  }

  /** The buffer of a notebook's cell. */
  fileOf({ notebook, cell: id }: At, cell: ParsedCell): string {
    const files = this.files.get(notebook) ?? new Map<string, string>();
    this.files.set(notebook, files);
    const before = files.get(id);
    const file = `${before?.replace(/\.[jt]sx?$/, '') ?? `written.${++this.written}`}.${cell.language}`;
    if (before !== undefined && before !== file) this.forget(before);
    files.set(id, file);
    this.places.set(file, { notebook, cell: id });
    return file;
  }

  /** The notebook has other cells, or is closed. */
  prune(notebook: NotebookCells): void {
    const files = this.files.get(notebook);
    for (const [id, file] of files ?? []) {
      if (notebook.get(id)) continue;
      files?.delete(id);
      this.forget(file);
    }
  }

  private forget(file: string): void {
    this.places.delete(file);
    this.buffers.close(file);
  }

  private openAll(
    code: string,
    cell: ParsedCell,
    at: At | undefined,
    options: OpenOptions,
    opened: Set<string>
  ): string {
    const file = at ? this.fileOf(at, cell) : `draft.cell.${cell.language}`;
    opened.add(file);
    if (options.text !== undefined) {
      this.buffers.set(file, options.text);
      return file;
    }
    const homes = this.homes(code, cell, at, options);
    const assignable = options.reading !== 'notebook';
    this.buffers.set(file, moduleText(code, cell, homes, { assignable, implied: this.implied(cell) }));
    if (!at) return file;
    const { notebook } = at;
    for (const [, home] of homes) {
      const id = this.places.get(home.file)?.cell;
      const other = id === undefined || opened.has(home.file) ? undefined : notebook.get(id);
      if (!other) continue;
      this.openAll(
        other.code,
        other.cell,
        { notebook, cell: other.id },
        { ...options, beginning: undefined },
        opened
      );
    }
    return file;
  }

  private homes(
    code: string,
    cell: ParsedCell,
    at: At | undefined,
    { beginning, reading = 'kernel' }: OpenOptions
  ): [string, Home][] {
    const own = new Set([...declaredNames(cell).keys(), ...this.implied(cell)]);
    const wanted = mentionedNames(code);
    if (beginning !== undefined) {
      const start = beginning.toLowerCase();
      for (const name of this.all(at)) if (name.toLowerCase().startsWith(start)) wanted.add(name);
    }
    return [...wanted].flatMap((name): [string, Home][] => {
      if (own.has(name)) return [];
      const ran = this.ran.home(name);
      const home =
        reading === 'kernel' ? (ran ?? this.writtenHome(name, at)) : (this.writtenHome(name, at) ?? ran);
      return home ? [[name, home]] : [];
    });
  }

  private writtenHome(name: string, at: At | undefined): Home | undefined {
    const other = at?.notebook.declaring(name, at.cell);
    const kind = other?.declares.get(name);
    if (!at || !other || !kind) return undefined;
    return { file: this.fileOf({ notebook: at.notebook, cell: other.id }, other.cell), kind };
  }

  /** What a JavaScript cell makes by assigning to it. */
  private implied(cell: ParsedCell): string[] {
    return impliedNames(cell).filter(name => !this.ran.home(name));
  }

  private *all(at: At | undefined): Generator<string> {
    yield* this.ran.names;
    for (const { declares } of at?.notebook.all ?? []) yield* declares.keys();
  }
}
