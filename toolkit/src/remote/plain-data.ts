/**
 * Which values can go to another process and come back the same: plain data. V8 would take instances of classes too, and
 * silently leave their class behind.
 */
import { types } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { SondeError } from '@sonde/schema';

/** Bytes that {@link unpackValue} reads. Throws a sentence about `what` when it is more than plain data. */
export function packValue(value: unknown, what: string, hint: string): Buffer {
  const odd = oddPart(value, what, new Set());
  if (odd)
    throw new SondeError('not-plain', `Cannot send ${what}: ${odd}, and only plain data can be sent`, {
      hint
    });
  return serialize(value);
}

export function unpackValue(bytes: Uint8Array): unknown {
  return deserialize(bytes);
}

/** What is not plain data in `value`, in words, or undefined. */
function oddPart(value: unknown, path: string, seen: Set<unknown>): string | undefined {
  if (typeof value === 'function') return `${path} is a function`;
  if (typeof value === 'symbol') return `${path} is a symbol`;
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (ArrayBuffer.isView(value) || isLeaf(value)) return undefined;
  if (types.isMap(value)) return firstOdd([...value.entries()].flat(), () => `an entry of ${path}`, seen);
  if (types.isSet(value)) return firstOdd([...value], () => `an entry of ${path}`, seen);
  if (Array.isArray(value)) return firstOdd(value, index => `${path}[${index}]`, seen);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    const { name } = (value as { constructor?: { name?: string } }).constructor ?? {};
    return `${path} is an instance of ${name || 'a class'}`;
  }
  const names = Object.keys(value);
  return firstOdd(Object.values(value), index => `${path}.${names[index] ?? ''}`, seen);
}

function firstOdd(
  values: readonly unknown[],
  pathOf: (index: number) => string,
  seen: Set<unknown>
): string | undefined {
  for (const [index, value] of values.entries()) {
    const odd = oddPart(value, pathOf(index), seen);
    if (odd) return odd;
  }
  return undefined;
}

/** Objects that V8 copies whole. */
function isLeaf(value: object): boolean {
  const { isDate, isRegExp, isAnyArrayBuffer, isNativeError, isBoxedPrimitive } = types;
  return [isDate, isRegExp, isAnyArrayBuffer, isNativeError, isBoxedPrimitive].some(is => is(value));
}
