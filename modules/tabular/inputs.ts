/** Decides which columns of a table can be learnt from, and says which are left out and why. */
import { SondeError } from '@sonde/schema';
import { didYouMean, Table } from '@sonde/toolkit';
import { mostValues } from './columns.js';

export interface ColumnArgs {
  /** Name of the column to predict; the last one when it is left out. */
  target?: string;
  /** Names of columns that must not be used. */
  ignore: readonly string[];
}

export interface Inputs {
  /** Rows whose target is known. */
  table: Table;
  target: string;
  /** Columns that are used. */
  inputs: string[];
  /** Things to know: rows and columns that were left out. */
  notes: string[];
}

export function inputsOf(all: Table, { target: wanted, ignore }: ColumnArgs): Inputs {
  const names = all.columns.map(column => column.name);
  const target = wanted ?? names.at(-1) ?? '';
  for (const name of [target, ...ignore]) checkName(name, names, all);
  const notes: string[] = [];
  const rows = all.rows.filter(row => row[target] !== null);
  if (rows.length < all.rows.length)
    notes.push(`${all.rows.length - rows.length} rows have no "${target}"; left out.`);
  const table = new Table(all.columns, rows, all.source);
  const inputs = names.filter(
    name => name !== target && !ignore.includes(name) && usable(table, name, notes)
  );
  return { table, target, inputs, notes };
}

/** Throws when there is nothing to predict from; called after the target itself was found to be fit. */
export function checkInputs({ table, target, inputs }: Inputs): void {
  if (inputs.length > 0) return;
  throw new SondeError(
    'data-no-columns',
    `"${table.source}" has no column from which "${target}" could be predicted`,
    { hint: `Its columns are ${table.columns.map(column => column.name).join(', ')}.` }
  );
}

function checkName(name: string, names: string[], { source }: Table): void {
  if (names.includes(name)) return;
  throw new SondeError('column-unknown', `There is no column "${name}" in "${source}"`, {
    hint: `${didYouMean(name, names) ?? ''} Its columns are ${names.join(', ')}.`.trim()
  });
}

function usable(table: Table, name: string, notes: string[]): boolean {
  const known = table.column(name).filter(cell => cell !== null);
  if (known.length === 0) {
    notes.push(`The column "${name}" is empty; left out.`);
    return false;
  }
  const values = new Set(known).size;
  const type = table.columns.find(column => column.name === name)?.type;
  if (type === 'number' || values <= mostValues) return true;
  notes.push(`The column "${name}" holds ${values} different texts, too many for categories; left out.`);
  return false;
}
