/**
 * A value as the browser gets it: what JSON can write, bytes wherever they lie, and widgets by their names. Throws a sentence
 * that says where there is something else: once it is on its way, in another thread, nobody can tell whose it was. Pure.
 */
import { SondeError } from '@sonde/schema/error';
import { isBinary } from './buffers.js';
import { isWidget, modelReference } from './is-widget.js';

export interface PlainValueOptions {
  /** What the value is, as the beginning of a sentence: `The state "points" of AnyWidget`. */
  what: string;
  /** What the places inside it are named by: `points`, as in `points[3].x`. */
  root: string;
  /** Bytes may lie in it. Default true. */
  bytes?: boolean;
}

export function plainValue(value: unknown, options: PlainValueOptions): unknown {
  return plain(value, { ...options, path: [], within: new Set() });
}

interface Walk extends PlainValueOptions {
  readonly path: (string | number)[];
  /** The lists and objects that the value lies in. */
  readonly within: Set<object>;
}

function plain(value: unknown, walk: Walk): unknown {
  switch (typeof value) {
    case 'function':
    case 'symbol':
    case 'bigint':
      throw cannotGo(`a ${typeof value}`, hints[typeof value], walk);
    case 'object':
      return value === null ? null : plainObject(value, walk);
    default:
      return value;
  }
}

function plainObject(value: object, walk: Walk): unknown {
  if (isWidget(value)) return value[modelReference]();
  if (isBinary(value)) {
    if (walk.bytes ?? true) return value;
    throw cannotGo('bytes', 'Bytes go beside a message: send(content, [bytes]).', walk);
  }
  const { within, what } = walk;
  if (within.has(value))
    throw fault(
      `${what} contains itself, at ${placeOf(walk)}`,
      'The browser gets JSON, which has no circles: leave that reference out.'
    );
  within.add(value);
  const result = content(value, walk);
  within.delete(value);
  return result;
}

function content(value: object, walk: Walk): unknown {
  if (Array.isArray(value)) return value.map((item, index) => at(index, item, walk));
  // JSON's own way: of a Date its text.
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') {
    const told: unknown = Reflect.apply(toJSON, value, [String(walk.path.at(-1) ?? '')]);
    if (told !== value) return plain(told, walk);
  }
  // What holds its content elsewhere than in its fields would arrive empty.
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (kind !== 'Object') throw cannotGo(`a ${kind}`, hints[kind], walk);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, at(key, item, walk)]));
}

function at(key: string | number, item: unknown, walk: Walk): unknown {
  walk.path.push(key);
  const result = plain(item, walk);
  walk.path.pop();
  return result;
}

function cannotGo(kind: string, hint: string | undefined, walk: Walk): SondeError {
  return fault(
    `${walk.what} cannot go to the browser: ${placeOf(walk)} is ${kind.replace(/^a (?=[aeiou])/i, 'an ')}`,
    hint ?? 'JSON, typed arrays and widgets can: take from it what the browser needs.'
  );
}

function fault(message: string, hint: string): SondeError {
  const error = new SondeError('widget-value', message, { hint });
  // Our own steps down to a deep place would leave no room in the stack for the cell's line.
  Error.captureStackTrace(error, plainValue);
  return error;
}

/** `points[3].x` */
function placeOf({ root, path }: Walk): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
      ? `${place}.${key}`
      : `${place}[${JSON.stringify(key)}]`;
  }, root);
}

const hints: Readonly<Record<string, string>> = {
  function: 'What is to run in the browser belongs into render; give here what it needs to know.',
  symbol: 'Give a text.',
  bigint: 'Write Number(…) or String(…) around it.',
  Map: 'Write Object.fromEntries(map), or [...map].',
  Set: 'Write [...set].',
  Promise: 'Write await before it.'
};
