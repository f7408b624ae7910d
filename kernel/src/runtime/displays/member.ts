/** Looking at values of which nothing is known: a getter or a proxy that throws must not cost the cell its result. */
import { types } from 'node:util';

export type Members = Record<PropertyKey, unknown>;

export function isObject(value: unknown): value is Members {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A member, or undefined where reading it throws. */
export function member(value: object, key: PropertyKey): unknown {
  try {
    return (value as Members)[key];
  } catch {
    return undefined;
  }
}

/** True when all of them are methods. */
export function hasMethods(value: object, ...names: string[]): boolean {
  return names.every(name => typeof member(value, name) === 'function');
}

/** Calls a method that is known to be there. */
export function call(value: object, name: string, ...values: unknown[]): unknown {
  return (member(value, name) as (...values: unknown[]) => unknown).apply(value, values);
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  // What a proxy says of itself costs a call of its traps, which may throw.
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
