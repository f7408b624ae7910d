/** What travels over the comm between a notebook and the type checker of its kernel. */

export const diagnosticsTarget = 'sonde.diagnostics';

/** To the kernel: check this cell. */
export interface CheckRequest {
  cell: string;
  code: string;
  /** Counts up for each cell; the answer repeats it. */
  version: number;
}

/** To the kernel: these are the code cells, in order. */
export interface NotebookMessage {
  notebook: { cell: string; code: string }[];
}

/** From the kernel: all that is wrong with that version of the cell. */
export interface CheckReply {
  cell: string;
  version: number;
  diagnostics: CellDiagnostic[];
}

export interface CellDiagnostic {
  from: Position;
  to: Position;
  severity: 'error' | 'warning' | 'info' | 'hint';
  message: string;
  code?: number | string;
  /** What would mend it. */
  fixes?: Fix[];
}

export interface Fix {
  title: string;
  edits: Edit[];
}

/** Puts a text in the place of a stretch of a cell. */
export interface Edit {
  from: Position;
  to: Position;
  text: string;
}

/** Line and column count from 0, columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** What can be asked of a place in a cell, and what the kernel answers. */
export interface Answers {
  complete: { start: number; end: number; items: Completion[] };
  describe: { markdown: string; edits: Edit[] };
  hover: { markdown: string };
  signatures: Signatures;
  definitions: Place[];
  rename: Renaming;
  /** The text of a file: `path`. */
  source: { text: string };
}

export interface Completion {
  text: string;
  type: string;
  signature: string;
  /** The module that the name would be imported from. */
  module?: string;
}

export interface Signatures {
  active: number;
  signatures: Signature[];
}

export interface Signature {
  label: string;
  /** Where in the label the parameter is that is being written. */
  parameter?: { start: number; end: number };
  documentation: string;
  parameterDocumentation: string;
}

export type Place = { from: Position; to: Position } & ({ cell: string } | { path: string });

export interface Renaming {
  name: string;
  cells: { cell: string; edits: Edit[] }[];
}

/** Of a question: the cell, its text, a UTF-16 offset in it, and what the question wants besides. */
export interface Question {
  cell?: string;
  code?: string;
  offset?: number;
  [more: string]: unknown;
}
