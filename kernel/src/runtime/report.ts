/** Anything thrown, as plain data for the worker. */
import { inspect } from 'node:util';
import type { ErrorReport } from '../channel/messages.js';

/** Whatever it is, and however it defends itself: a cell must be able to end. */
export function toReport(thrown: unknown): ErrorReport {
  try {
    return report(thrown, []);
  } catch {
    return { name: 'Uncaught', message: `A value that cannot be shown (${typeof thrown})`, stack: '' };
  }
}

/** `outer`: the errors that it is the cause of, or a part. */
function report(thrown: unknown, outer: readonly unknown[]): ErrorReport {
  if (!isErrorLike(thrown))
    return { name: 'Uncaught', message: inspect(thrown, { depth: 2 }), stack: '', isValue: true };
  const { name, message, stack, hint, fields, cause, errors } = thrown;
  const inside = [...outer, thrown];
  const shownName = textOf(name) || thrown.constructor.name || 'Error';
  return {
    name: shownName,
    message: textOf(message),
    stack: frames(textOf(stack)),
    ...(typeof hint === 'string' && { hint }),
    ...(isFields(fields) && { fields }),
    ...(shownName === 'SondeError' ? { sentence: true } : moreOf(thrown, textOf(message))),
    ...(cause !== undefined &&
      outer.length < 5 &&
      !inside.includes(cause) && { cause: report(cause, inside) }),
    ...(Array.isArray(errors) &&
      outer.length < 2 && {
        errors: errors
          .slice(0, 5)
          .filter(one => !inside.includes(one))
          .map(one => report(one, inside))
      })
  };
}

/** What else it carries, but for what the message says already, as that of a file that is not there does. */
function moreOf(error: object, message: string): { more?: string } {
  try {
    const values = Object.entries(error).filter(
      ([key, value]) =>
        !told.has(key) && !(typeof value === 'string' && value !== '' && message.includes(value))
    );
    if (values.length === 0) return {};
    const options = { depth: 1, maxStringLength: 1000, maxArrayLength: 20 };
    return { more: firstLines(inspect(Object.fromEntries(values), options)) };
  } catch {
    // What the error says is worth more than what it carries.
    return {};
  }
}

/** The errors of some libraries carry all of a request and its answer. */
function firstLines(text: string): string {
  const lines = text.split('\n');
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… ${more} more lines`].join('\n') : text;
}

const mostLines = 20;

const told = new Set(['name', 'message', 'stack', 'cause', 'errors', 'hint', 'fields', 'errno', 'syscall']);

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : inspect(value, { depth: 0 });
}

/** V8 puts the place of a syntax error before the message; keep it as a frame. */
function frames(stack: string): string {
  const lines = stack.split('\n');
  const place = /^(\/.*|file:.*|evalmachine.*):(\d+)$/.exec(lines[0] ?? '');
  const caret = place ? lines.findIndex(line => /^\s*\^+\s*$/.test(line)) : -1;
  const first =
    place && caret > 0 ? [`    at ${place[1]}:${place[2]}:${(lines[caret] ?? '').indexOf('^') + 1}`] : [];
  return [...first, ...lines.filter(line => /^\s+at /.test(line))].join('\n');
}

type ErrorLike = Record<'name' | 'message' | 'stack' | 'hint' | 'fields' | 'cause' | 'errors', unknown>;

function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return (
    thrown instanceof Error ||
    (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'stack' in thrown)
  );
}

function isFields(value: unknown): value is Record<string, readonly string[]> {
  return typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray);
}
