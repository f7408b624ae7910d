/** Arrays of plain objects, or of maps with text as keys, as tables. */
import { jupyterDisplay } from '@sonde/schema/display';
import { isPlain, member } from './member.js';
import type { Table } from './table.js';
import { ends, usualSize } from './table-size.js';

export function rowsTable(all: readonly unknown[], mostly: boolean): Table | undefined {
  const [head, tail] = ends(all.length, usualSize.rows);
  const seen = [...all.slice(0, head), ...all.slice(all.length - tail)];
  const [first] = seen;
  if (!isRow(first) || !seen.every(row => isRow(row) && row instanceof Map === first instanceof Map))
    return undefined;
  const names = new Set<string>();
  for (const row of seen) for (const name of keys(row as Row)) names.add(name);
  if (names.size === 0 || names.size > mostColumns) return undefined;
  const columns = [...names].map(name => ({ name }));
  const table: Table = {
    rowCount: all.length,
    columns,
    rows: (from, to) =>
      all.slice(from, to).map(row => columns.map(({ name }) => (isRow(row) ? read(row, name) : undefined)))
  };
  return !mostly || (seen.length > 1 && isTabular(seen as Row[], columns.length)) ? table : undefined;
}

/** Beyond it, keys are data rather than names. */
const mostColumns = 1000;

type Row = Record<string, unknown> | Map<string, unknown>;

function isRow(value: unknown): value is Row {
  if (value instanceof Map) return value.size <= mostColumns && [...value.keys()].every(isText);
  return isPlain(value) && typeof member(value, jupyterDisplay) !== 'function';
}

/** Objects that differ, or that hold objects, are read better as they are written. */
function isTabular(rows: readonly Row[], width: number): boolean {
  let filled = 0;
  let simple = 0;
  for (const row of rows) {
    for (const name of keys(row)) {
      filled++;
      const value = read(row, name);
      if (typeof value !== 'object' || value === null || value instanceof Date) simple++;
    }
  }
  return filled * 2 >= rows.length * width && simple * 2 >= filled && filled > 0;
}

function keys(row: Row): string[] {
  return row instanceof Map ? [...row.keys()] : Object.keys(row);
}

function read(row: Row, name: string): unknown {
  if (row instanceof Map) return row.get(name);
  return Object.hasOwn(row, name) ? member(row, name) : undefined;
}

function isText(key: unknown): boolean {
  return typeof key === 'string';
}
