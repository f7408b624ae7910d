/** A column of apache-arrow (`Vector`), known by what it can do: its values are fetched one by one. */
import { hasMethods, member } from './member.js';

export interface Vector {
  readonly length: number;
  readonly type: { toString(): string };
  get(index: number): unknown;
}

export function isVector(value: object): value is Vector {
  if (!hasMethods(value, 'get', 'isValid', 'toArray')) return false;
  const type = member(value, 'type');
  return (
    typeof type === 'object' &&
    type !== null &&
    typeof member(type, 'typeId') === 'number' &&
    Number.isSafeInteger(member(value, 'length'))
  );
}

/** The list of a nested value: as long as it is, with its first values. */
export function listOf(vector: Vector, most: number): unknown[] {
  const list = Array.from({ length: Math.min(most, vector.length) }, (_, index) => {
    const value = vector.get(index);
    return typeof value === 'object' && value !== null && isVector(value) ? listOf(value, most) : value;
  });
  list.length = vector.length;
  return list;
}
