/** Is a value one that an attribute can hold? Returns it as it is kept, or throws a sentence. Pure. */
import { inspect } from 'node:util';
import { SondeError } from '@sonde/schema/error';
import { nearest } from '../runtime/nearest.js';
import type { Attribute, ModelSpec } from './model-spec.js';
import { toBytes } from './buffers.js';
import { isWidget } from './is-widget.js';
import { plainValue } from './plain-value.js';

/** @param what the widget, as sentences name it */
export function checkValue(what: string, name: string, attribute: Attribute, value: unknown): unknown {
  if (value === null && (attribute.none || attribute.default === null)) return null;
  const { type, choices, items, pair } = attribute;
  const wrong = (wanted: string) => invalid(what, name, value, wanted);
  if (choices) {
    if (choices.includes(value as string)) return value;
    throw wrong(`one of ${choices.map(one => `"${one}"`).join(', ')} was wanted`);
  }
  if (type === 'any' && attribute.wire !== '') {
    plainValue(value, { what: `The state "${name}" of ${what}`, root: name });
    return value;
  }
  if (type !== 'array') {
    if (fits(type, value)) return type === 'bytes' ? toBytes(value) : value;
    throw wrong(`${wanted[type] ?? type} was wanted`);
  }
  if (!Array.isArray(value)) throw wrong(pair ? 'a list of two numbers was wanted' : 'a list was wanted');
  if (pair && value.length !== 2) throw wrong('a list of two numbers was wanted');
  const list: readonly unknown[] = value;
  const bad = items === undefined ? -1 : list.findIndex(item => !fits(items, item));
  if (bad >= 0) throw wrong(`a list was wanted whose every item is ${wanted[items ?? ''] ?? items}`);
  return Object.freeze([...list]);
}

export function checkNames(what: string, spec: ModelSpec, names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(spec.attributes, name)) continue;
    const options = Object.keys(spec.attributes).filter(one => !isHidden(spec.attributes[one]));
    const close = nearest(name, options);
    throw new SondeError('widget-option', `${what} has no "${name}"`, {
      hint: close ? `Did you mean "${close}"?` : `It has ${options.join(', ')}.`
    });
  }
}

export function invalid(what: string, name: string, value: unknown, wanted: string): SondeError {
  return new SondeError('widget-value', `${what} cannot have ${name} ${show(value)}: ${wanted}`);
}

/** What the front end holds for itself. */
export function isHidden(attribute: Attribute | undefined): boolean {
  return attribute !== undefined && attribute.wire.startsWith('_') && attribute.wire !== '_dom_classes';
}

export function show(value: unknown): string {
  return inspect(value, { depth: 1, maxStringLength: 60, maxArrayLength: 5, breakLength: Infinity });
}

const wanted: Record<string, string> = {
  int: 'a whole number',
  float: 'a number',
  bool: 'true or false',
  string: 'a text',
  bytes: 'bytes (a Uint8Array, Buffer or ArrayBuffer)',
  Date: 'a day such as "2026-11-26"',
  Time: 'a time of day such as "14:30"',
  Datetime: 'a valid Date',
  reference: 'a widget',
  object: 'an object'
};

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'float':
      return Number.isFinite(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'bytes':
      return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
    case 'Date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'Time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/.test(value);
    case 'Datetime':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'reference':
      return isWidget(value);
    case 'object':
      return typeof value === 'object' && value !== null;
    default:
      return true;
  }
}
