/** The rule of everything with a `min` and a `max`: they are in order, and the value lies between them. Pure. */
import { SondeError } from '@sonde/schema/error';
import { invalid } from './check.js';
import type { Kind, State } from './widget.js';

type Rule = NonNullable<Kind['rule']>;

export const bounded: Rule = (next, given, what) => {
  const { min, max } = ordered(next, given, what);
  return { value: within(next, given, what, min, max) };
};

/** The bounds are powers of `base`. */
export const logarithmic: Rule = (next, given, what) => {
  const { min, max } = ordered(next, given, what);
  const base = next.base as number;
  if (base <= 0) throw invalid(what, 'base', base, 'a number above 0 was wanted');
  return { value: within(next, given, what, base ** Number(min), base ** Number(max)) };
};

/** Two values, the lower one first. Without a choice, the middle half of what is possible. */
export const range: Rule = (next, given, what, before) => {
  const { min, max } = ordered(next, given, what) as { min: number; max: number };
  if (!before && !given.has('value')) {
    const whole = Number.isInteger(min) && Number.isInteger(max);
    const part = (share: number) => {
      const value = min + share * (max - min);
      return whole ? Math.round(value) : value;
    };
    return { value: Object.freeze([part(0.25), part(0.75)]) };
  }
  const [low, high] = next.value as readonly [number, number];
  if (given.has('value')) {
    if (low > high) throw invalid(what, 'value', next.value, 'the lower end comes first');
    if (!same(clamp(low, min, max), low) || !same(clamp(high, min, max), high))
      throw invalid(what, 'value', next.value, `it goes from ${min} to ${max}`);
    return {};
  }
  return { value: Object.freeze([clamp(low, min, max), clamp(high, min, max)]) };
};

function within(
  next: Readonly<State>,
  given: ReadonlySet<string>,
  what: string,
  min: Bound,
  max: Bound
): unknown {
  const value = next.value as Bound;
  if (value === null) return value;
  const inside = clamp(value, min, max);
  if (!given.has('value') || same(inside, value)) return inside;
  const span =
    min === null
      ? `to ${show(max)}`
      : max === null
        ? `from ${show(min)}`
        : `from ${show(min)} to ${show(max)}`;
  throw invalid(what, 'value', value, `it goes ${span}`);
}

type Bound = number | string | Date | null;

function ordered(
  next: Readonly<State>,
  given: ReadonlySet<string>,
  what: string
): { min: Bound; max: Bound } {
  const { min, max } = next as { min: Bound; max: Bound };
  if (min === null || max === null || compare(min, max) <= 0) return { min, max };
  const alone = given.has('min') && given.has('max') ? undefined : given.has('min') ? 'max' : 'min';
  throw new SondeError(
    'widget-value',
    `${what} cannot go from ${show(min)} to ${show(max)}: min is above max`,
    {
      ...(alone && { hint: `Set ${alone} too.` })
    }
  );
}

function clamp<T extends Bound>(value: T, min: Bound, max: Bound): T {
  if (min !== null && compare(value, min) < 0) return min as T;
  if (max !== null && compare(value, max) > 0) return max as T;
  return value;
}

/** But for what a slider in the page makes of fractions. */
function same(a: Bound, b: Bound): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return compare(a, b) === 0;
  return Math.abs(a - b) <= 1e-9 * Math.abs(a) + Number.EPSILON;
}

function compare(a: Bound, b: Bound): number {
  if (a === null || b === null) return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

function show(bound: Bound): string {
  return bound instanceof Date ? bound.toISOString() : String(bound);
}
