/** Reads what a user passes as input: numbers, numbers with times, a table, or the path of a CSV file. */
import { SondeError } from '@sonde/schema';
import { didYouMean, readTable, Table, type Cell, type Column, type Row } from '@sonde/toolkit';
import { stepOf, timesOf, type Step } from './dates.js';

/** A value and its time: an ISO 8601 date, or date and time. */
export interface TimedValue {
  at: string | Date;
  value: number | null;
}

/** Numbers at equal distances, values with their times, a table, or the path or URL of a CSV file. */
export type SeriesSource = readonly (number | null)[] | readonly TimedValue[] | Table | string | URL;

/** What was read: a table, of which one column is forecast. */
export type SeriesTable = Table;

/** Values at equal distances, none missing. */
export interface Series {
  name: string;
  values: number[];
  /** How far apart they are; undefined where no times are known. */
  step?: Step;
  /** What was filled in. */
  notes: string[];
}

export const fewestValues = 20;
const mostMissing = 0.1;

export async function readSeries(source: SeriesSource): Promise<SeriesTable> {
  if (source instanceof Table) return source;
  if (typeof source === 'string' || source instanceof URL) return readTable(source);
  if (!Array.isArray(source)) {
    throw new SondeError(
      'input-wrong',
      `A series was wanted, not ${JSON.stringify(source) ?? typeof source}`,
      {
        hint: 'Pass a list of numbers, a list of { at, value }, or the path of a CSV file.'
      }
    );
  }
  const items = source as readonly unknown[];
  return tableOf(items.map((item, i) => cellsOf(item, i)));
}

function cellsOf(item: unknown, i: number): { at?: string; value: number | null } {
  const timed = typeof item === 'object' && item !== null ? (item as Partial<TimedValue>) : undefined;
  const value = timed ? timed.value : item;
  if (value !== null && (typeof value !== 'number' || !Number.isFinite(value))) {
    const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
    throw new SondeError(
      'series-not-numbers',
      `Value ${i + 1} of the series is ${shown}; a number was wanted`,
      {
        hint: 'Where a value is not known, pass null.'
      }
    );
  }
  if (!timed) return { value: value };
  return {
    at: timed.at instanceof Date ? timed.at.toISOString() : String(timed.at),
    value: value
  };
}

function tableOf(cells: { at?: string; value: number | null }[]): Table {
  const timed = cells.some(cell => cell.at !== undefined);
  const missing = cells.filter(cell => cell.value === null).length;
  const columns: Column[] = [{ name: 'value', type: 'number', missing }];
  if (timed) columns.unshift({ name: 'at', type: 'text', missing: 0 });
  return new Table(
    columns,
    cells.map(({ at, value }): Row => (timed ? { at: at ?? null, value } : { value })),
    'the series'
  );
}

/** One column of a table as a series; throws a sentence when there is none. */
export function seriesOf(table: SeriesTable, options: { value?: string; otherwise?: string } = {}): Series {
  const source = table.source ?? 'the table';
  const name = valueColumn(table, options);
  const cells = table.column(name);
  const times = timesIn(table, name);
  const notes: string[] = [];
  const step = times && orderedStep(times, source);
  const values = filled(step && times ? spread(cells, times, step) : cells, name, notes);
  if (values.length < fewestValues) {
    throw new SondeError(
      'series-short',
      `"${name}" has ${values.length} value${values.length === 1 ? '' : 's'}; ${fewestValues} or more were wanted`,
      { hint: 'A pattern can only be seen when it was there before: two or three seasons are better.' }
    );
  }
  if (values.every(value => value === values[0])) {
    throw new SondeError('series-constant', `"${name}" is always ${values[0]}; there is nothing to forecast`);
  }
  return { name, values, step, notes };
}

function valueColumn(table: Table, { value, otherwise }: { value?: string; otherwise?: string }): string {
  const numbers = table.columns.filter(column => column.type === 'number').map(column => column.name);
  if (value === undefined) {
    if (otherwise !== undefined && numbers.includes(otherwise)) return otherwise;
    const first = numbers.find(name => !isYears(table, name)) ?? numbers[0];
    if (first !== undefined) return first;
  }
  const column = table.columns.find(one => one.name === value);
  if (column?.type === 'number') return column.name;
  const names = table.columns.map(one => one.name);
  const blamed = column?.name ?? (names.length === 1 || value === undefined ? names.at(-1) : undefined);
  if (blamed === undefined) {
    throw new SondeError('column-unknown', `There is no column "${value}" in "${table.source}"`, {
      hint: `${didYouMean(value ?? '', names) ?? ''} Its columns are ${names.join(', ')}.`.trim()
    });
  }
  const wrong = table.column(blamed).find(cell => typeof cell === 'string' && !Number.isFinite(Number(cell)));
  throw new SondeError(
    'series-not-numbers',
    `The column "${blamed}" of "${table.source}" holds "${String(wrong).slice(0, 40)}"; numbers were wanted`,
    {
      hint: 'Leave a cell empty where the value is not known. A decimal comma needs semicolons between columns.'
    }
  );
}

/** The times of the rows: of the first column that holds dates, or years. */
function timesIn(table: Table, value: string): number[] | undefined {
  for (const { name, type } of table.columns) {
    if (name === value) continue;
    const cells = table.column(name);
    if (cells.includes(null)) continue;
    const times = type === 'text' ? timesOf(cells.map(String)) : undefined;
    if (times) return times;
    if (isYears(table, name)) return cells.map(year => Date.UTC(Number(year), 0, 1));
  }
  return undefined;
}

function isYears(table: Table, name: string): boolean {
  return (
    /^(year|jahr|année|año|date)$/i.test(name) &&
    table.column(name).every(cell => Number.isInteger(cell) && Number(cell) > 999 && Number(cell) < 3000)
  );
}

function orderedStep(times: readonly number[], source: string): Step {
  const back = times.findIndex((time, i) => i > 0 && time <= (times[i - 1] ?? 0));
  if (back > 0) {
    const [before, after] = [times[back - 1] ?? 0, times[back] ?? 0].map(time =>
      new Date(time).toISOString()
    );
    const same = before === after;
    throw new SondeError(
      'series-order',
      same
        ? `"${source}" has two values for ${short(before)}`
        : `"${source}" is not in order of time: ${short(after)} comes after ${short(before)} (row ${back + 1})`,
      {
        hint: same
          ? 'Keep one, or name the column that belongs to one series.'
          : 'Sort the rows by their date, oldest first.'
      }
    );
  }
  return stepOf(times);
}

function short(iso = ''): string {
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
}

/** Puts each value where its time belongs, so that missing rows become missing values. */
function spread(cells: readonly Cell[], times: readonly number[], step: Step): Cell[] {
  const length = step.position(times.at(-1) ?? 0) + 1;
  const most = times.length / (1 - mostMissing) + 1;
  if (length > most) throw gaps(length - times.length, length);
  const places = new Array<Cell>(length).fill(null);
  times.forEach((time, i) => {
    places[step.position(time)] = cells[i] ?? null;
  });
  return places;
}

/** Fills gaps by a straight line from neighbour to neighbour, and says so. */
function filled(cells: readonly Cell[], name: string, notes: string[]): number[] {
  const known = cells.flatMap((cell, i) => (typeof cell === 'number' ? [i] : []));
  const [first = 0, last = -1] = [known[0], known.at(-1)];
  const inner = cells.slice(first, last + 1);
  const missing = inner.length - known.length;
  if (missing > mostMissing * inner.length) throw gaps(missing, inner.length);
  if (missing > 0)
    notes.push(
      `${missing} missing value${missing === 1 ? '' : 's'} of "${name}" filled in by straight lines.`
    );
  const values: number[] = [];
  known.forEach((place, i) => {
    const value = Number(cells[place]);
    const [from, start] = [known[i - 1] ?? place, values.at(-1) ?? value];
    for (let at = from + 1; at < place; at++)
      values.push(start + ((value - start) * (at - from)) / (place - from));
    values.push(value);
  });
  return values;
}

function gaps(missing: number, total: number): SondeError {
  return new SondeError(
    'series-gaps',
    `${missing} of ${total} values are missing; at most one in ten may be`,
    {
      hint: 'Give the part of the series without gaps, or larger steps such as weeks or months.'
    }
  );
}
