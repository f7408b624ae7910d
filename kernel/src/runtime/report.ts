/** Anything thrown, as plain data for the worker. */
import { inspect } from 'node:util';
import type { ErrorReport } from '../channel/messages.js';

export function toReport(thrown: unknown, depth = 0): ErrorReport {
  if (!isErrorLike(thrown)) return { name: 'Uncaught', message: inspect(thrown, { depth: 2 }), stack: '' };
  const own = thrown as Error & { code?: unknown; hint?: unknown; fields?: unknown; errors?: unknown };
  const name = String(own.name || own.constructor?.name || 'Error');
  const message = String(own.message);
  return {
    name,
    message,
    stack: frames(String(own.stack ?? '')),
    ...(typeof own.hint === 'string' && { hint: own.hint }),
    ...(isFields(own.fields) && { fields: own.fields }),
    ...(name === 'SondeError' && { sentence: true }),
    ...(own.cause !== undefined && depth < 5 && { cause: toReport(own.cause, depth + 1) }),
    ...(Array.isArray(own.errors) && depth < 2 && { errors: own.errors.slice(0, 5).map(one => toReport(one, depth + 1)) })
  };
}

/** V8 puts the place of a syntax error before the message; keep it as a frame. */
function frames(stack: string): string {
  const lines = stack.split('\n');
  const place = /^(\/.*|file:.*|evalmachine.*):(\d+)$/.exec(lines[0] ?? '');
  const caret = place ? lines.findIndex(line => /^\s*\^+\s*$/.test(line)) : -1;
  const first = place && caret > 0 ? [`    at ${place[1]}:${place[2]}:${(lines[caret] ?? '').indexOf('^') + 1}`] : [];
  return [...first, ...lines.filter(line => /^\s+at /.test(line))].join('\n');
}

function isErrorLike(thrown: unknown): thrown is Error {
  return thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'stack' in thrown);
}

function isFields(value: unknown): value is Record<string, readonly string[]> {
  return typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray);
}
