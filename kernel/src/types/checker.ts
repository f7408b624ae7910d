/** What a type checker does for cells. TypeScript 7's language server does it now; another can take its place. */
import type { Position } from '../cells/edits.js';
import type { ParsedCell } from '../cells/parse.js';

export interface Diagnostic {
  /** Lines and UTF-16 columns from 0. */
  from: Position;
  to: Position;
  severity: 'error' | 'warning' | 'hint';
  message: string;
  /** TypeScript's number, e.g. "2322". */
  code: string;
}

export interface Completion {
  text: string;
  /** As JupyterLab's completer names kinds: function, class, keyword, … */
  type: string;
  signature: string;
}

export interface Completions {
  /** UTF-16 offsets of what a completion replaces. */
  start: number;
  end: number;
  items: Completion[];
}

export interface Hover {
  markdown: string;
}

export interface Checker {
  /** False once its process has ended. */
  readonly alive: boolean;
  /** Diagnostics of a cell as it is being written, against all cells that have run. */
  check(code: string, cell: ParsedCell): Promise<Diagnostic[]>;
  /** The cell runs: its names stand for all that follow. Resolves with its diagnostics, or none without `check`. */
  run(code: string, cell: ParsedCell, options?: { check?: boolean }): Promise<Diagnostic[]>;
  complete(code: string, offset: number): Promise<Completions>;
  hover(code: string, offset: number): Promise<Hover | undefined>;
  close(): Promise<void>;
}
