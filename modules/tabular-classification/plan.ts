/** Decides what is learnt from a table: which column is predicted, which are used; or says why nothing can be learnt. */
import { SondeError } from '@sonde/schema';
import { readTable, type Table } from '@sonde/toolkit';
import { mostValues } from '../tabular/columns.js';
import { checkInputs, inputsOf, type ColumnArgs, type Inputs } from '../tabular/inputs.js';

export interface Plan extends Inputs {
  /** Values of the target in order. */
  labels: string[];
  summary: string;
}

export async function planFor(data: string, args: ColumnArgs, signal?: AbortSignal): Promise<Plan> {
  const chosen = inputsOf(await readTable(data, { signal }), args);
  const { table, target, inputs } = chosen;
  const counts = countLabels(table, target);
  checkInputs(chosen);
  const labels = [...counts.keys()].sort();
  const classes = labels.map(label => `${label} ${counts.get(label) ?? 0}`).join(', ');
  const summary = `${table.rows.length} rows, ${inputs.length} columns to predict "${target}" from: ${classes}`;
  return { ...chosen, labels, summary };
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
      { hint: 'Choose another target, or use tabular-regression, which predicts quantities.' }
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
