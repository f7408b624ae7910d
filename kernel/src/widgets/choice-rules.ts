/** The rules of choosing: which option is meant, by its value, its label or its place, and what follows for the others. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { SondeError } from '@sonde/schema/error';
import { nearest } from '../runtime/nearest.js';
import { invalid, show } from './check.js';
import type { Kind } from './widget.js';

type Rule = NonNullable<Kind['rule']>;

/** One, or none; at first the first. */
export const chosenOne: Rule = (next, given, what, before) => {
  const { labels, values } = choices(next.options, what);
  const index = chosen();
  return {
    optionsLabels: labels,
    index,
    value: index === null ? null : values[index],
    label: index === null ? null : labels[index]
  };

  function chosen(): number | null {
    const first = values.length > 0 ? 0 : null;
    if (given.has('value')) return next.value === null ? null : find(values, next.value, what, 'value');
    if (given.has('label')) return next.label === null ? null : find(labels, next.label, what, 'label');
    if (given.has('index')) return next.index === null ? null : place(next.index, labels, what);
    if (!before) return first;
    // Other options: the first of them, unless nothing was chosen.
    return given.has('options') && next.index !== null ? first : (next.index as number | null);
  }
};

/** Any number of them. */
export const chosenSeveral: Rule = (next, given, what) => {
  const { labels, values } = choices(next.options, what);
  const index = given.has('value')
    ? list(next.value, what, 'value').map(value => find(values, value, what, 'value'))
    : given.has('label')
      ? list(next.label, what, 'label').map(label => find(labels, label, what, 'label'))
      : given.has('index')
        ? list(next.index, what, 'index').map(at => place(at, labels, what))
        : given.has('options')
          ? []
          : (next.index as number[]);
  return {
    optionsLabels: labels,
    index,
    value: Object.freeze(index.map(at => values[at])),
    label: Object.freeze(index.map(at => labels[at]))
  };
};

/** The two ends of a part of them; at first of all. */
export const chosenEnds: Rule = (next, given, what, before) => {
  const chosen = chosenSeveral(next, given, what, before);
  const index = chosen.index as number[];
  if (index.length === 2 && index[0]! <= index[1]!) return chosen;
  if (index.length > 0 || given.has('value'))
    throw invalid(what, 'value', next.value, 'two of the options were wanted, the lower end first');
  const last = Math.max(0, (chosen.optionsLabels as unknown[]).length - 1);
  return chosenSeveral({ ...next, index: [0, last] }, new Set(['index']), what, before);
};

function choices(options: unknown, what: string): { labels: string[]; values: unknown[] } {
  if (Array.isArray(options)) return { labels: options.map(labelOf), values: [...(options as unknown[])] };
  if (typeof options !== 'object' || options === null)
    throw invalid(what, 'options', options, 'a list was wanted, or an object of values by label');
  const pairs =
    options instanceof Map
      ? [...(options as Map<string, unknown>)]
      : Object.entries(options as Record<string, unknown>);
  return { labels: pairs.map(([label]) => label), values: pairs.map(([, value]) => value) };
}

function labelOf(value: unknown): string {
  return typeof value === 'string' ? value : show(value);
}

function find(among: readonly unknown[], wanted: unknown, what: string, name: string): number {
  const at = among.findIndex(value => isDeepStrictEqual(value, wanted));
  if (at >= 0) return at;
  const close = typeof wanted === 'string' ? nearest(wanted, among.filter(isText)) : undefined;
  throw new SondeError(
    'widget-value',
    `${what} cannot have ${name} ${show(wanted)}: it is none of its options`,
    {
      hint: close ? `Did you mean "${close}"?` : `Its options: ${show(among)}.`
    }
  );
}

function place(index: unknown, labels: readonly string[], what: string): number {
  if (Number.isInteger(index) && Number(index) >= 0 && Number(index) < labels.length) return Number(index);
  throw invalid(what, 'index', index, `it has ${labels.length} options, counted from 0`);
}

function list(value: unknown, what: string, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(what, name, value, 'a list was wanted');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
