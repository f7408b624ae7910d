/** Values of the language that `util.inspect` says too little about. */
import { types } from 'node:util';
import { grouped } from './amounts.js';
import { boundedInspect } from './bounded-inspect.js';
import { member } from './member.js';

export function valueText(value: object): string | undefined {
  if (types.isPromise(value)) return promiseText(value);
  if (typeof value === 'function') return functionText(value);
  return temporalText(value) ?? lazyFrameText(value) ?? timerText(value);
}

function promiseText(promise: object): string {
  return `${boundedInspect(promise)}\nPut "await" before it to get its value.`;
}

const mostLines = 12;

/** The head of its source, as far as it has one. */
function functionText(value: object): string {
  const source = Function.prototype.toString.call(value);
  const head = boundedInspect(value);
  if (/\{\s*\[native code\]\s*\}$/.test(source)) return head;
  const lines = source.split('\n');
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map(line => cut(withoutGaps(line)));
  return [head, ...shown, ...(more > 0 ? [`… ${grouped(more)} more lines`] : [])].join('\n');
}

/** Where types stood, there is space. */
function withoutGaps(line: string): string {
  return line.replace(/(\S) {2,}/g, '$1 ').replace(/ (?=[),;])/g, '');
}

function cut(line: string): string {
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** A date or time of `Temporal`, the platform's or a polyfill's. */
function temporalText(value: object): string | undefined {
  const tag = member(value, Symbol.toStringTag);
  return typeof tag === 'string' && tag.startsWith('Temporal.')
    ? `${tag} ${(value as { toString(): string }).toString()}`
    : undefined;
}

/** A query of Polars that has not run: showing it must not run it. */
function lazyFrameText(value: object): string | undefined {
  if (typeof member(value, 'collect') !== 'function' || typeof member(value, 'describePlan') !== 'function')
    return undefined;
  return 'A lazy frame, not computed\nPut "await" before its collect() to get the data.';
}

/** What `setTimeout` answers: of its dozen fields one says something. */
function timerText(value: object): string | undefined {
  // Not every object has a constructor.
  const kind = member(value, 'constructor');
  if (typeof kind !== 'function' || kind.name !== 'Timeout') return undefined;
  const [once, again] = [member(value, '_idleTimeout'), member(value, '_repeat')];
  if (typeof once !== 'number') return undefined;
  if (once < 0) return 'Timeout, over';
  return typeof again === 'number' ? `Timeout, every ${again} ms` : `Timeout, ${once} ms after it was set`;
}
