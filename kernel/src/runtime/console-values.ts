/** What is printed, within what a reader and a front end can take. */
import { inspect } from 'node:util';
import { count, grouped } from './displays/amounts.js';
import { boundedInspect, isHuge } from './displays/bounded-inspect.js';

/** A hundred times what a notebook can hold well; a stream of lines may be longer than that, a line may not. */
const mostText = 10_000_000;
const mostRows = 1000;

/** Huge objects as they are shown in results, very long text cut, all else as it is. */
export function printable(value: unknown): unknown {
  if (typeof value === 'string') return value.length > mostText ? cut(value) : value;
  if (typeof value !== 'object' || value === null || !isHuge(value)) return value;
  return { [inspect.custom]: () => boundedInspect(value) };
}

function cut(text: string): string {
  const more = grouped(text.length - mostText);
  return `${text.slice(0, mostText)}\n… ${more} more characters. process.stdout.write(text) prints all of them.`;
}

/** The first rows of what `console.table` was given, and a line about the others. */
export function firstRows(data: unknown): { rows: unknown; note?: string } {
  if (Array.isArray(data)) return some(data.length, data, () => (data as unknown[]).slice(0, mostRows));
  if (data instanceof Map) return some(data.size, data, () => new Map(first(data)));
  if (data instanceof Set) return some(data.size, data, () => new Set(first(data)));
  return { rows: data };
}

function some(size: number, all: unknown, part: () => unknown): { rows: unknown; note?: string } {
  if (size <= mostRows) return { rows: all };
  return {
    rows: part(),
    note: `… ${count(size - mostRows, 'more row')}. display.table(value) shows the first and the last.`
  };
}

function first<T>(values: Iterable<T>): T[] {
  const found: T[] = [];
  for (const value of values) if (found.push(value) === mostRows) break;
  return found;
}
