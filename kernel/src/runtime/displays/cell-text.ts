/** A value in one cell of a table: one line, and no longer than a cell may be. */
import { inspect } from 'node:util';
import { shortNumber } from './amounts.js';
import { isVector, listOf } from './arrow-vector.js';

export function cellText(value: unknown, most = 100): string {
  return oneLine(written(value, most), most);
}

/** No line breaks, no control characters, cut with "…". */
export function oneLine(text: string, most: number): string {
  // Cut first: a cell may hold megabytes.
  const head = text.slice(0, most + 1).replace(breaks, character => (character === '\t' ? ' ' : '↵'));
  return head.length > most ? `${whole(head.slice(0, most))}…` : head;
}

function written(value: unknown, most: number): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return shortNumber(value);
    case 'undefined':
      return '';
    case 'bigint':
      return String(value);
    default:
  }
  if (value instanceof Date) return dateText(value);
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    const whole =
      typeof value === 'object' && value !== null && isVector(value) ? listOf(value, mostItems) : value;
    const text = inspect(whole, {
      depth: 1,
      colors: false,
      breakLength: Infinity,
      compact: true,
      maxArrayLength: mostItems,
      maxStringLength: most
    });
    // Objects without a prototype are what parsers make of rows; how they were made is no part of the value.
    return text.replace(/^\[Object: null prototype\] /, '');
  } catch (error) {
    return `(cannot be shown: ${error instanceof Error ? error.message : String(error)})`;
  }
}

const mostItems = 10;

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  return date.toISOString().replace(/T00:00:00\.000Z$/, '');
}

/** Half of a pair of surrogates is no character. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

// eslint-disable-next-line no-control-regex -- they are what must go
const breaks = /\r\n|[\u0000-\u001f\u007f\u2028\u2029]/g;
