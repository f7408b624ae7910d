/** What can be seen as a table, whoever made it. Only the rows asked for are read. */
import { frameTable } from './frame-table.js';
import { isObject } from './member.js';
import { rowsTable } from './rows-table.js';

export interface TableColumn {
  name: string;
  /** As its maker calls it; undefined where only the values tell. */
  type?: string;
}

export interface Table {
  rowCount: number;
  columns: readonly TableColumn[];
  /** The values of some rows, in the order of the columns. */
  rows(from: number, to: number): readonly (readonly unknown[])[];
}

/** `mostly`: rows of objects count as a table only when most of it is filled with simple values. */
export function tableOf(value: unknown, { mostly = true }: { mostly?: boolean } = {}): Table | undefined {
  if (!isObject(value)) return undefined;
  return Array.isArray(value) ? rowsTable(value, mostly) : frameTable(value);
}
