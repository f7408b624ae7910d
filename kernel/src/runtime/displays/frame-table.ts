/** The tables of libraries, known by what they can do: Polars, Arrow, Arquero, Danfo, and plain `{columns, data}`. */
import { call, hasMethods, isPlain, member, type Members } from './member.js';
import type { Table } from './table.js';

export function frameTable(value: object): Table | undefined {
  return (
    polarsTable(value) ?? arrowTable(value) ?? arqueroTable(value) ?? danfoTable(value) ?? columnsTable(value)
  );
}

/** nodejs-polars: `schema`, `head` and `toRecords`. */
export function polarsTable(frame: object): Table | undefined {
  if (!hasMethods(frame, 'head', 'toRecords')) return undefined;
  const schema = member(frame, 'schema');
  if (typeof schema !== 'object' || schema === null) return undefined;
  const columns = Object.entries(schema).map(([name, type]) => ({ name, type: typeName(type) }));
  const height = member(frame, 'height');
  const rowCount = typeof height === 'number' ? height : Number(member(frame, 'length'));
  if (!Number.isSafeInteger(rowCount)) return undefined;
  return {
    rowCount,
    columns,
    rows: (from, to) => {
      const part = from === 0 ? call(frame, 'head', to) : call(frame, 'slice', from, to - from);
      const records = call(part as object, 'toRecords') as Record<string, unknown>[];
      return records.map(record => columns.map(({ name }) => record[name]));
    }
  };
}

/** apache-arrow: columns under a schema with fields, whose values are fetched one by one. */
function arrowTable(table: object): Table | undefined {
  const fields = (member(table, 'schema') as Members | undefined)?.fields;
  const rowCount = member(table, 'numRows');
  if (!Array.isArray(fields) || typeof rowCount !== 'number' || !hasMethods(table, 'getChildAt'))
    return undefined;
  const columns = (fields as Members[]).map(({ name, type }) => ({
    name: String(name),
    type: typeName(type)
  }));
  const vectors = columns.map((_, index) => call(table, 'getChildAt', index) as object);
  return {
    rowCount,
    columns,
    rows: (from, to) => lines(from, to, row => vectors.map(vector => call(vector, 'get', row)))
  };
}

/** arquero: `get` counts rows as the table is filtered and ordered. */
function arqueroTable(table: object): Table | undefined {
  if (!hasMethods(table, 'numRows', 'columnNames', 'get')) return undefined;
  const names = call(table, 'columnNames');
  if (!Array.isArray(names)) return undefined;
  const columns = names.map(name => ({ name: String(name) }));
  return {
    rowCount: Number(call(table, 'numRows')),
    columns,
    rows: (from, to) => lines(from, to, row => columns.map(({ name }) => call(table, 'get', name, row)))
  };
}

/** danfojs: rows lie in `$data`. */
function danfoTable(frame: object): Table | undefined {
  const data = member(frame, '$data');
  const names = member(frame, 'columns');
  if (!Array.isArray(data) || !Array.isArray(names) || !Array.isArray(data[0])) return undefined;
  const types = member(frame, 'dtypes');
  const columns = names.map((name, index) => ({
    name: String(name),
    ...(Array.isArray(types) && { type: String(types[index]) })
  }));
  return { rowCount: data.length, columns, rows: (from, to) => data.slice(from, to) as unknown[][] };
}

/** Names of columns, and rows of as many values. */
function columnsTable(value: object): Table | undefined {
  if (!isPlain(value)) return undefined;
  const names = member(value, 'columns');
  const data = member(value, 'data');
  if (!Array.isArray(names) || !Array.isArray(data) || names.length === 0 || data.length === 0)
    return undefined;
  if (!names.every(name => typeof name === 'string')) return undefined;
  const fits = (row: unknown) => Array.isArray(row) && row.length === names.length;
  if (!fits(data[0]) || !fits(data.at(-1))) return undefined;
  return {
    rowCount: data.length,
    columns: names.map(name => ({ name })),
    rows: (from, to) => data.slice(from, to).map(row => (Array.isArray(row) ? (row as unknown[]) : []))
  };
}

function lines(from: number, to: number, read: (row: number) => unknown[]): unknown[][] {
  return Array.from({ length: to - from }, (_, index) => read(from + index));
}

function typeName(type: unknown): string {
  const text = String(type);
  if (!text.startsWith('[object')) return (/^DataType\((.+)\)$/.exec(text)?.[1] ?? text).replace(/,\)$/, ')');
  const name = member(type as object, 'variant') ?? member(type as object, 'name');
  return typeof name === 'string' ? name : 'unknown';
}
