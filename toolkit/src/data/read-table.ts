/** Reads a CSV file as people have it: any usual delimiter and encoding, with a header line. */
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { SondeError } from '@sonde/schema';
import { decodeText } from './decode-text.js';
import { checkFile, localPath } from './file.js';
import { Table, type Cell, type Column, type Row } from './table.js';

/** What stands for "not known", in any case. */
const missing = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?']);

/**
 * Reads UTF-8, UTF-16 and Windows-1252, delimited by comma, semicolon, tab or bar; the first line names the columns.
 *
 * @example
 * const penguins = await readTable('data/penguins.csv');
 */
export async function readTable(path: string | URL, options: { signal?: AbortSignal } = {}): Promise<Table> {
  const file = localPath(path);
  await checkFile(file, String(path), 'A CSV');
  return parseTable(await readFile(file, { signal: options.signal }), String(path));
}

/** The table in a CSV file's bytes; `name` is what messages call it. */
export function parseTable(bytes: Uint8Array, name: string): Table {
  const text = decodeText(bytes, { name, what: 'a CSV file' });
  const delimiter = delimiterOf(text);
  const [header = [], ...records] = split(text, delimiter, name);
  const names = header.map(column => column.trim());
  checkHeader(names, name);
  if (records.length === 0) {
    throw new SondeError('table-no-rows', `"${name}" has a header (${names.join(', ')}) and no rows`, {
      hint: 'Add a line per example below the header.'
    });
  }
  const decimalComma = delimiter === ';';
  const columns = names.map((column, i) => {
    const cells = records.map(record => readCell(record[i] ?? '', decimalComma));
    const type =
      cells.every(cell => typeof cell !== 'string') && cells.some(cell => cell !== null) ? 'number' : 'text';
    return { name: column, type, missing: cells.filter(cell => cell === null).length } satisfies Column;
  });
  const rows = records.map(record => {
    const row: Row = {};
    columns.forEach(({ name: column, type }, i) => {
      const raw = record[i] ?? '';
      const cell = readCell(raw, decimalComma);
      row[column] = cell === null || type === 'number' ? cell : raw.trim();
    });
    return row;
  });
  return new Table(columns, rows, name);
}

/** The delimiter that the header line uses most. */
function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map(delimiter => ({
    delimiter,
    count: header.split(delimiter).length
  }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

function split(text: string, delimiter: string, name: string): string[][] {
  try {
    return parse(text, { delimiter, skip_empty_lines: true, relax_quotes: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new SondeError(
      'table-ragged',
      `"${name}" cannot be read as CSV: ${sentence(cause, text, delimiter)}`,
      {
        cause,
        hint: 'Each line needs as many values as the header; put text that contains the delimiter in double quotes.'
      }
    );
  }
}

function sentence(error: CsvError, text: string, delimiter: string): string {
  const { lines, record } = error as CsvError & { lines?: number; record?: unknown[] };
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' && record) {
    const header = text.trimStart().split(/\r?\n/, 1)[0]?.split(delimiter).length ?? 0;
    return `line ${lines} has ${record.length} value${record.length === 1 ? '' : 's'}, the header ${header}`;
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `a double quote is never closed, up to the end in line ${lines}`;
  return error.message;
}

function checkHeader(names: string[], table: string): void {
  const unnamed = names.indexOf('');
  if (unnamed >= 0) {
    throw new SondeError('table-header', `Column ${unnamed + 1} of "${table}" has no name in the header`, {
      hint: 'Name every column in the first line.'
    });
  }
  const twice = names.find((column, i) => names.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new SondeError('table-header', `"${table}" has two columns called "${twice}"`, {
      hint: 'Give each its own name.'
    });
  }
}

function readCell(raw: string, decimalComma: boolean): Cell {
  const text = raw.trim();
  if (missing.has(text.toLowerCase())) return null;
  const plain = decimalComma && /^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(text) ? text.replace(',', '.') : text;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : text;
}
