/** What a type checker does for cells. TypeScript 7's language server does it now; another can take its place. */
import type { Position } from '../cells/edits.js';
import type { ParsedCell } from '../cells/parse.js';
import type { At } from './cell-modules.js';
import type { NotebookCells } from './notebook-cells.js';

export interface Diagnostic {
  /** Lines and UTF-16 columns from 0. */
  from: Position;
  to: Position;
  severity: 'error' | 'warning' | 'hint';
  message: string;
  /** TypeScript's number, e.g. "2322". */
  code: string;
  /** What would mend it. */
  fixes?: Fix[];
}

export interface Fix {
  title: string;
  edits: Edit[];
}

/** Puts a text in the place of a stretch of a cell. Lines and UTF-16 columns from 0. */
export interface Edit {
  from: Position;
  to: Position;
  text: string;
}

export interface Completion {
  text: string;
  /** As JupyterLab's completer names kinds: function, class, keyword, … */
  type: string;
  signature: string;
  /** The module that the name would be imported from. */
  module?: string;
}

export interface Completions {
  /** UTF-16 offsets of what a completion replaces. */
  start: number;
  end: number;
  items: Completion[];
}

/** More of one completion, asked for when it is looked at or chosen. */
export interface CompletionDetails {
  markdown: string;
  /** Imports the name. */
  edits: Edit[];
}

export interface Hover {
  markdown: string;
}

export interface Signatures {
  /** The one that fits what is typed. */
  active: number;
  signatures: Signature[];
}

export interface Signature {
  label: string;
  /** UTF-16 offsets in the label of the parameter that is being written. */
  parameter?: { start: number; end: number };
  /** Markdown. */
  documentation: string;
  parameterDocumentation: string;
}

/** Where a name is declared: in a cell of the notebook, or in a file. */
export type Place = { from: Position; to: Position } & ({ cell: string } | { path: string });

export interface Renaming {
  /** The name as it was. */
  name: string;
  cells: { cell: string; edits: Edit[] }[];
}

export interface Checker {
  /** False once its process has ended. */
  readonly alive: boolean;
  /** Diagnostics of a cell as it is being written, against all cells that have run and those of its notebook. */
  check(code: string, cell: ParsedCell, at?: At): Promise<Diagnostic[]>;
  /** The cell runs: its names stand for all that follow. Resolves with its diagnostics, or none without `check`. */
  run(code: string, cell: ParsedCell, options?: { check?: boolean }): Promise<Diagnostic[]>;
  /** `imports`: also names that have to be imported first. */
  complete(code: string, offset: number, at?: At, imports?: boolean): Promise<Completions>;
  /** Of an item of the last completions at that place. */
  describe(
    item: { text: string; module?: string },
    code: string,
    at: At
  ): Promise<CompletionDetails | undefined>;
  hover(code: string, offset: number, at?: At): Promise<Hover | undefined>;
  signatures(code: string, offset: number, at?: At): Promise<Signatures | undefined>;
  definitions(code: string, offset: number, at: At): Promise<Place[]>;
  /** Throws a sentence where the name cannot be changed so. */
  rename(code: string, offset: number, to: string, at: At): Promise<Renaming>;
  /** Cells have gone from the notebook. */
  forget(notebook: NotebookCells): void;
  close(): Promise<void>;
}
