/**
 * What travels over the comm between a notebook's editor and the type checker of its kernel. Lines and columns count from 0,
 * columns and offsets in UTF-16 units; documentation is Markdown.
 */

/** The comm's target. */
export const editorTarget = 'sonde.diagnostics';

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
  diagnostics: Diagnostic[];
}

export interface Position {
  line: number;
  column: number;
}

export interface Diagnostic {
  from: Position;
  to: Position;
  severity: 'error' | 'warning' | 'hint';
  message: string;
  /** TypeScript's number, e.g. "2322", or what else found it. */
  code: string;
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

/** To the kernel: of the cell, its text, an offset in it, and what the question wants besides. */
export interface Question {
  cell?: string;
  code?: string;
  offset?: number;
  [more: string]: unknown;
}

/** What can be asked, and what the kernel answers. */
export interface Answers {
  complete: Completions;
  describe: CompletionDetails;
  hover: Hover;
  signatures: Signatures;
  definitions: Place[];
  rename: Renaming;
  /** The text of a file: `path`. */
  source: { text: string };
}

export interface Completions {
  /** The stretch that a completion replaces. */
  start: number;
  end: number;
  items: Completion[];
}

export interface Completion {
  text: string;
  /** As JupyterLab's completer names kinds: function, class, keyword, … */
  type: string;
  signature: string;
  /** The module that the name would be imported from. */
  module?: string;
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
  /** Where in the label the parameter is that is being written. */
  parameter?: { start: number; end: number };
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
