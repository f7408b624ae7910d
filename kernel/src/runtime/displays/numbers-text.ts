/** Many numbers in words: shape, size, range, and a corner of the values. */
import { inspect } from 'node:util';
import { alignedLines } from './aligned-text.js';
import { byteSize, count, grouped, shortNumber } from './amounts.js';
import { cellText, oneLine } from './cell-text.js';
import { ends } from './table-size.js';

/** Values in the order of the last axis first; `at` reads one. */
export interface Numbers {
  title: string;
  shape: readonly number[];
  bytes?: number;
  /** How many of the values are missing. */
  nulls?: number;
  at(index: number): unknown;
}

export function numbersText({ title, shape, bytes, nulls = 0, at }: Numbers): string {
  const size = shape.reduce((product, length) => product * length, 1);
  const head = `${title} [${shape.map(grouped).join(', ')}]${bytes === undefined ? '' : `, ${byteSize(bytes)}`}`;
  if (size === 0) return `${head}\nno values`;
  const range = [rangeText(size, at), ...(nulls > 0 ? [`${grouped(nulls)} null`] : [])].join(', ');
  return [head, range, ...corner(shape, at)].join('\n');
}

/** Reading a hundred million values takes longer than anyone waits for a result. */
export const mostRead = 10_000_000;

function rangeText(size: number, at: (index: number) => unknown): string {
  const read = Math.min(size, mostRead);
  const first = firstValue(read, at);
  if (typeof first === 'bigint') return bigRange(first, read, size, at);
  if (typeof first !== 'number') return count(size, 'value');
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let missing = 0;
  let infinite = 0;
  let absent = 0;
  for (let index = 0; index < read; index++) {
    const value = at(index) as number | null;
    if (value === null) {
      absent++;
      continue;
    }
    if (value - value !== 0) {
      if (Number.isNaN(value)) missing++;
      else infinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const finite = read - missing - infinite - absent;
  return [
    finite > 0
      ? `from ${shortNumber(min)} to ${shortNumber(max)}, mean ${shortNumber(sum / finite)}`
      : 'no finite value',
    ...(missing > 0 ? [`${grouped(missing)} NaN`] : []),
    ...(infinite > 0 ? [`${grouped(infinite)} infinite`] : []),
    ...partOf(read, size)
  ].join(', ');
}

/** One that is there. */
function firstValue(read: number, at: (index: number) => unknown): unknown {
  for (let index = 0; index < read; index++) {
    const value = at(index);
    if (value !== null) return value;
  }
  return null;
}

function bigRange(first: bigint, read: number, size: number, at: (index: number) => unknown): string {
  let min = first;
  let max = first;
  for (let index = 0; index < read; index++) {
    const value = at(index) as bigint | null;
    if (value === null) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [`from ${min} to ${max}`, ...partOf(read, size)].join(', ');
}

function partOf(read: number, size: number): string[] {
  return read < size ? [`of the first ${grouped(read)} of ${grouped(size)} values`] : [];
}

/** The corners of the matrix that the last two axes make, at the beginning of the others. */
function corner(shape: readonly number[], at: (index: number) => unknown): string[] {
  if (shape.length === 0) return [written(at(0))];
  const columns = places(shape.at(-1) ?? 1, 10);
  const width = shape.at(-1) ?? 1;
  if (shape.length === 1) return [`[ ${columns.map(column => one(column, at)).join(', ')} ]`];
  const rows = places(shape.at(-2) ?? 1, 8).map(row =>
    row === undefined ? columns.map(() => '…') : columns.map(column => one(column, i => at(row * width + i)))
  );
  const lines = alignedLines(
    rows,
    columns.map(() => 'right')
  );
  if (shape.length === 2) return lines;
  return [
    `at [${shape
      .slice(0, -2)
      .map(() => '0, ')
      .join('')}…]:`,
    ...lines
  ];
}

/** First and last indices of an axis; undefined where some are left out. */
function places(length: number, most: number): (number | undefined)[] {
  const [head, tail] = ends(length, most);
  const from = length - tail;
  return [
    ...Array.from({ length: head }, (_, index) => index),
    ...(tail > 0 ? [undefined, ...Array.from({ length: tail }, (_, index) => from + index)] : [])
  ];
}

function one(index: number | undefined, at: (index: number) => unknown): string {
  return index === undefined ? '…' : written(at(index));
}

function written(value: unknown): string {
  if (typeof value === 'number') return shortNumber(value);
  if (typeof value === 'string') return inspect(oneLine(value, mostWritten));
  return typeof value === 'object' && value !== null ? cellText(value, mostWritten) : String(value);
}

const mostWritten = 40;
