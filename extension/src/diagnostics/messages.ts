/** What travels over the comm between a notebook and the type checker of its kernel. */

export const diagnosticsTarget = 'sonde.diagnostics';

/** To the kernel: check this cell. */
export interface CheckRequest {
  cell: string;
  code: string;
  /** Counts up for each cell; the answer repeats it. */
  version: number;
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
}

/** Line and column count from 0, columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}
