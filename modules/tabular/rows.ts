/** Reads what a user passes as input: one row, several, a table, or the path of a CSV or JSON file. */
import { readFile } from 'node:fs/promises';
import { SondeError } from '@sonde/schema';
import { readTable, Table, type Cell, type Row } from '@sonde/toolkit';

/** Column name → value; null or undefined where the value is not known. */
export type RowInput = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One row, rows, a table, or the path or URL of a CSV or JSON file. */
export type RowsSource = RowInput | readonly RowInput[] | Table | string | URL;

export async function readRows(source: RowsSource): Promise<Row[]> {
  if (source instanceof Table) return [...source.rows];
  if (source instanceof URL || typeof source === 'string') return fromFile(source);
  if (typeof source !== 'object' || source === null) {
    throw new SondeError('input-wrong', `A row was wanted, not ${JSON.stringify(source) ?? typeof source}`, {
      hint: 'Pass an object such as { bill_length_mm: 39.1, island: "Torgersen" }, a list of them, or the path of a CSV file.'
    });
  }
  const rows = (Array.isArray(source) ? source : [source]) as RowInput[];
  if (rows.length === 0) throw new SondeError('input-empty', 'No row was given; one or more were wanted');
  return rows.map(readRow);
}

async function fromFile(path: string | URL): Promise<Row[]> {
  if (!String(path).toLowerCase().endsWith('.json')) return [...(await readTable(path)).rows];
  try {
    return await readRows(JSON.parse(await readFile(path, 'utf8')) as RowInput[]);
  } catch (cause) {
    if (cause instanceof SondeError) throw cause;
    throw new SondeError(
      'input-wrong',
      `"${String(path)}" cannot be read as JSON rows: ${(cause as Error).message}`,
      { cause }
    );
  }
}

function readRow(input: RowInput): Row {
  if (typeof input !== 'object' || input === null) {
    throw new SondeError('input-wrong', `A row was wanted, not ${JSON.stringify(input) ?? typeof input}`);
  }
  return Object.fromEntries(
    Object.entries(input).map(([name, value]): [string, Cell] => {
      if (typeof value === 'number' || value === null) return [name, value];
      return [name, value === undefined ? null : String(value)];
    })
  );
}
