/** Decides what is learnt from a table: which column is predicted, which are used; or says why nothing can be learnt. */
import { SondeError } from '@sonde/schema';
import { didYouMean, readTable, Table } from '@sonde/toolkit';
import type { TrainArgs } from './arguments.js';
import { mostValues } from './columns.js';

export interface Plan {
  /** Rows whose target is known. */
  table: Table;
  target: string;
  /** Values of the target in order. */
  labels: string[];
  /** Columns that are used. */
  inputs: string[];
  /** Things to know: rows and columns that were left out. */
  notes: string[];
  summary: string;
}

export type PlanArgs = Pick<TrainArgs, 'target' | 'ignore'>;

export async function planFor(data: string, args: PlanArgs, signal?: AbortSignal): Promise<Plan> {
  return plan(await readTable(data, { signal }), args);
}

export function plan(all: Table, args: PlanArgs): Plan {
  const names = all.columns.map(column => column.name);
  const target = args.target ?? names.at(-1) ?? '';
  for (const name of [target, ...args.ignore]) checkName(name, names, all);
  const notes: string[] = [];
  const rows = all.rows.filter(row => row[target] !== null);
  if (rows.length < all.rows.length)
    notes.push(`${all.rows.length - rows.length} rows have no "${target}"; left out.`);
  const table = new Table(all.columns, rows, all.source);
  const counts = countLabels(table, target);
  const inputs = names.filter(
    name => name !== target && !args.ignore.includes(name) && usable(table, name, notes)
  );
  if (inputs.length === 0) {
    throw new SondeError(
      'data-no-columns',
      `"${all.source}" has no column from which "${target}" could be predicted`,
      {
        hint: `Its columns are ${names.join(', ')}.`
      }
    );
  }
  const labels = [...counts.keys()].sort();
  const classes = labels.map(label => `${label} ${counts.get(label) ?? 0}`).join(', ');
  const summary = `${rows.length} rows, ${inputs.length} columns to predict "${target}" from: ${classes}`;
  return { table, target, labels, inputs, notes, summary };
}

function checkName(name: string, names: string[], { source }: Table): void {
  if (names.includes(name)) return;
  throw new SondeError('column-unknown', `There is no column "${name}" in "${source}"`, {
    hint: `${didYouMean(name, names) ?? ''} Its columns are ${names.join(', ')}.`.trim()
  });
}

function countLabels(table: Table, target: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of table.column(target)) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  const [only] = counts.keys();
  if (counts.size < 2) {
    const what = only === undefined ? 'no value at all' : `only one class, "${only}"`;
    throw new SondeError(
      'data-one-class',
      `The column "${target}" holds ${what}; two or more classes were wanted`,
      {
        hint: 'Choose another target, or add rows of other classes.'
      }
    );
  }
  if (counts.size > mostValues) {
    throw new SondeError(
      'data-many-classes',
      `The column "${target}" holds ${counts.size} different values; at most ${mostValues} classes can be told apart`,
      { hint: 'This module predicts classes, not quantities or names. Choose another target.' }
    );
  }
  const rare = [...counts].filter(([, count]) => count < 2).map(([label]) => `"${label}"`);
  if (rare.length > 0) {
    throw new SondeError(
      'data-few-rows',
      `The column "${target}" has classes with a single row: ${rare.slice(0, 5).join(', ')}`,
      {
        hint: 'Each class needs two rows or more: one to train on and one to hold out.'
      }
    );
  }
  return counts;
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
