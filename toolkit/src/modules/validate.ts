/**
 * Checks arguments against a module's schema and says what is wrong in sentences, one list per field. Fills defaults
 * in. Not for files or pictures: modules read those themselves.
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { SondeError } from '@sonde/schema';
import { didYouMean } from './nearest.js';

/** The part of JSON Schema that sentences are made from; every TypeBox schema fits. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/**
 * `value` with defaults filled in, or a {@link SondeError} whose `fields` has a sentence for each wrong argument.
 *
 * @param doing what cannot be done, for the error's first words, e.g. `train "image-classification"`
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller's schema says what it is
export function validate<T extends object>(schema: object, value: unknown, doing: string): T {
  const filled: unknown = structuredClone(value ?? {});
  const fields = wrongFields(schema, filled);
  const sentences = Object.values(fields).flat();
  if (sentences.length === 0) return filled as T;
  const names = Object.keys((schema as Schema).properties ?? {});
  throw new SondeError('arguments-wrong', `Cannot ${doing}: ${sentences.join('; ')}`, {
    hint: names.length === 0 ? 'It takes no arguments.' : `It takes ${names.join(', ')}.`,
    fields
  });
}

/** Sentences by field for all that is wrong; fills `value`'s defaults in place. */
export function wrongFields(schema: object, value: unknown): Record<string, string[]> {
  const { properties = {} } = schema as Schema;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      '': [
        `arguments must be an object such as { ${Object.keys(properties)[0] ?? ''}: … }, not ${shown(value)}`
      ]
    };
  }
  const check = compiled(schema);
  const byField = new Map<string, ErrorObject[]>();
  if (!check(value)) {
    for (const error of check.errors ?? []) {
      const field = fieldOf(error);
      byField.set(field, [...(byField.get(field) ?? []), error]);
    }
  }
  const fields = new Map<string, string[]>();
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(properties, name)) continue;
    const near = didYouMean(name, Object.keys(properties));
    fields.set(name, [`there is no argument "${name}"${near ? `. ${near}` : ''}`]);
    byField.delete(name);
  }
  for (const [field, errors] of byField) {
    const given = (value as Record<string, unknown>)[field];
    fields.set(field, [sentence(field, properties[field] ?? {}, given, errors)]);
  }
  return Object.fromEntries(fields);
}

const checks = new WeakMap<object, ValidateFunction>();

function compiled(schema: object): ValidateFunction {
  let check = checks.get(schema);
  if (!check) {
    check = new Ajv({ allErrors: true, useDefaults: true, strict: false }).compile(schema);
    checks.set(schema, check);
  }
  return check;
}

function fieldOf(error: ErrorObject): string {
  const first = error.instancePath.split('/')[1];
  if (first !== undefined) return first.replaceAll('~1', '/').replaceAll('~0', '~');
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  return missingProperty ?? additionalProperty ?? '';
}

function sentence(field: string, schema: Schema, value: unknown, errors: ErrorObject[]): string {
  const wish = wanted(schema);
  if (value === undefined) {
    return `"${field}" is missing: it must be ${wish}${schema.description ? ` (${schema.description})` : ''}`;
  }
  const deep = errors.find(error => error.instancePath.split('/').length > 2);
  if (deep && !choices(schema))
    return `"${field}" is wrong at ${deep.instancePath.slice(1)}: ${deep.message ?? ''}`;
  const among = choices(schema)?.filter(choice => typeof choice === 'string');
  const near = typeof value === 'string' && among ? didYouMean(value, among) : undefined;
  return `"${field}" is ${shown(value)}; it must be ${wish}${near ? `. ${near}` : ''}`;
}

/** What a schema wants, in words: `a whole number from 1 to 100`. */
function wanted(schema: Schema): string {
  const among = choices(schema);
  if (among) return among.length === 1 ? shown(among[0]) : `one of ${among.map(shown).join(', ')}`;
  if (schema.anyOf) return schema.anyOf.map(wanted).join(' or ');
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema)}`;
    case 'number':
      return `a number${range(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      if (schema.pattern) return `text that matches ${schema.pattern}`;
      return schema.minLength
        ? `text of at least ${schema.minLength} character${schema.minLength > 1 ? 's' : ''}`
        : 'text';
    case 'array':
      return `a list${schema.items ? `, each item ${wanted(schema.items)}` : ''}`;
    default:
      return schema.type === 'object' ? 'an object' : 'another value';
  }
}

function choices(schema: Schema): unknown[] | undefined {
  if (schema.enum) return schema.enum;
  if ('const' in schema) return [schema.const];
  const parts = schema.anyOf?.map(choices);
  return parts?.every(part => part !== undefined) ? parts.flat() : undefined;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low !== undefined && high !== undefined && minimum !== undefined && maximum !== undefined) {
    return ` from ${low} to ${high}`;
  }
  const from = low === undefined ? '' : minimum === undefined ? `greater than ${low}` : `${low} or more`;
  const to = high === undefined ? '' : maximum === undefined ? `less than ${high}` : `at most ${high}`;
  return from || to ? ` ${[from, to].filter(Boolean).join(' and ')}` : '';
}

/** A value as the user would write it, shortened. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
