/**
 * How a row becomes numbers: number columns standardised (an unknown value counts as the mean), text columns one number
 * per value that occurred (all zero where the value is unknown).
 */
import { SondeError } from '@sonde/schema';
import { didYouMean, nearest, type Cell, type Row, type Table } from '@sonde/toolkit';

export type ColumnCode =
  | { name: string; type: 'number'; mean: number; deviation: number }
  | { name: string; type: 'text'; values: string[] };

/** More different texts than this are a name or a remark, not a category. */
export const mostValues = 50;

/**
 * Learns the codes of columns `names`: which values occur from the whole table, mean and deviation from the rows that are
 * trained on only, so that the held-out rows stay unseen.
 */
export function learnCodes(table: Table, names: readonly string[], training: readonly Row[]): ColumnCode[] {
  return names.map(name => {
    const type = table.columns.find(column => column.name === name)?.type;
    if (type === 'text') {
      const known = table.column(name).filter(cell => cell !== null);
      return { name, type, values: [...new Set(known.map(String))].sort() };
    }
    const numbers = training.map(row => row[name]).filter(cell => typeof cell === 'number');
    const average = (values: number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
    const mean = average(numbers);
    const deviation = Math.sqrt(average(numbers.map(value => (value - mean) ** 2))) || 1;
    return { name, type: 'number', mean, deviation };
  });
}

/** How many numbers a row becomes. */
export function widthOf(codes: readonly ColumnCode[]): number {
  return codes.reduce((width, code) => width + (code.type === 'number' ? 1 : code.values.length), 0);
}

/** The numbers of one row, or a sentence about the first cell that does not fit. */
export function encode(row: Row, codes: readonly ColumnCode[]): number[] {
  return codes.flatMap(code => {
    const cell = cellOf(row, code.name, codes);
    if (code.type === 'number')
      return [cell === null ? 0 : (numberIn(cell, code.name) - code.mean) / code.deviation];
    const place = cell === null ? -1 : placeOf(String(cell), code);
    return code.values.map((_, i) => (i === place ? 1 : 0));
  });
}

function cellOf(row: Row, name: string, codes: readonly ColumnCode[]): Cell {
  const cell = row[name];
  if (cell !== undefined) return cell;
  const given = Object.keys(row).filter(key => !codes.some(code => code.name === key));
  const [near] = nearest(name, given);
  throw new SondeError('column-missing', `The row has no column "${name}"`, {
    hint: near
      ? `It has "${near}": is that "${name}"?`
      : `Columns that are needed: ${codes.map(code => code.name).join(', ')}. Where a value is not known, pass null.`
  });
}

function numberIn(cell: string | number, name: string): number {
  const number = typeof cell === 'number' ? cell : Number(cell.trim() === '' ? NaN : cell);
  if (Number.isFinite(number)) return number;
  throw new SondeError(
    'cell-wrong',
    `"${name}" is ${typeof cell === 'number' ? cell : `"${cell}"`}; it must be a number`,
    {
      hint: 'Where the value is not known, pass null.'
    }
  );
}

function placeOf(value: string, { name, values }: ColumnCode & { type: 'text' }): number {
  const place = values.indexOf(value);
  if (place >= 0) return place;
  throw new SondeError(
    'cell-wrong',
    `"${name}" is "${value}"; the model knows ${values.map(one => `"${one}"`).join(', ')}`,
    {
      hint: `${didYouMean(value, values) ?? ''} Where the value is not known, pass null.`.trim()
    }
  );
}
