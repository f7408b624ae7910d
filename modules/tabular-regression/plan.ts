/** Decides which quantity is learnt from which columns; or says why nothing can be learnt. */
import { SondeError } from '@sonde/schema';
import { readTable, type Table } from '@sonde/toolkit';
import { checkInputs, inputsOf, type ColumnArgs, type Inputs } from '../tabular/inputs.js';

/** Fewer rows leave too few to hold out. */
const fewestRows = 10;

export interface Plan extends Inputs {
  summary: string;
}

export async function planFor(data: string, args: ColumnArgs, signal?: AbortSignal): Promise<Plan> {
  const chosen = inputsOf(await readTable(data, { signal }), args);
  const { table, target, inputs } = chosen;
  const values = quantities(table, target);
  checkInputs(chosen);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const range = `${short(Math.min(...values))} to ${short(Math.max(...values))}, ${short(mean)} on average`;
  const summary = `${values.length} rows, ${inputs.length} columns to predict "${target}" from (${range})`;
  return { ...chosen, summary };
}

/** Values of the target, which must be numbers that differ. */
function quantities(table: Table, target: string): number[] {
  const cells = table.column(target);
  // In a column with one text, numbers are texts too: the one that is no number is to blame.
  const texts = cells.filter(cell => typeof cell === 'string');
  const text = texts.find(cell => !Number.isFinite(Number(cell.replace(',', '.')))) ?? texts[0];
  if (text !== undefined) {
    throw new SondeError(
      'data-not-numbers',
      `The column "${target}" holds texts, such as "${text.slice(0, 40)}"; numbers were wanted`,
      { hint: 'Choose another target, or use tabular-classification, which predicts classes.' }
    );
  }
  const values = cells.filter(cell => typeof cell === 'number');
  if (values.length < fewestRows) {
    throw new SondeError(
      'data-few-rows',
      `The column "${target}" has ${values.length} known value${values.length === 1 ? '' : 's'}; ${fewestRows} or more were wanted`,
      { hint: 'Add rows: some are trained on, some are held out.' }
    );
  }
  if (values.every(value => value === values[0])) {
    throw new SondeError(
      'data-constant',
      `The column "${target}" is ${values[0]} in every row; there is nothing to learn`,
      { hint: 'Choose another target.' }
    );
  }
  return values;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
