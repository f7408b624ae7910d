/** Rows and columns in memory. In a notebook it shows its first rows. */
import { jupyterDisplay, type Displayable, type MimeBundle } from '@sonde/schema';
import { tableBundle } from '../plots/table-bundle.js';

/** A cell: a number, a text, or null where the file says nothing. */
export type Cell = string | number | null;
export type Row = Record<string, Cell>;

export interface Column {
  name: string;
  /** A column is a number column when all that stands in it are numbers. */
  type: 'number' | 'text';
  /** How many cells are empty, NA, NaN or null. */
  missing: number;
}

export class Table implements Displayable {
  constructor(
    readonly columns: readonly Column[],
    readonly rows: readonly Row[],
    /** Where it was read from, for messages. */
    readonly source?: string
  ) {}

  /** The first rows. */
  preview(rows = 10): Row[] {
    return this.rows.slice(0, rows);
  }

  /** All cells of one column, in order. */
  column(name: string): Cell[] {
    return this.rows.map(row => row[name] ?? null);
  }

  [jupyterDisplay](): MimeBundle {
    return tableBundle(this.rows, 10);
  }

  toString(): string {
    return `Table of ${this.rows.length} rows and ${this.columns.length} columns`;
  }
}
