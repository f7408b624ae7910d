/** What a type checker does for cells. TypeScript 7's language server does it now; another can take its place. */
import type {
  CompletionDetails,
  Completions,
  Diagnostic,
  Hover,
  Place,
  Renaming,
  Signatures
} from '@sonde/schema/editor';
import type { ParsedCell } from '../cells/parse.js';
import type { At } from './cell-modules.js';
import type { NotebookCells } from './notebook-cells.js';

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
