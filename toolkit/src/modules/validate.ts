/**
 * Checks arguments against a module's schema and says what is wrong in sentences, one list per field. Fills defaults
 * in. Not for files or pictures: modules read those themselves.
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { SondeError } from '@sonde/schema';
import { didYouMean } from './nearest.js';
import { choices, shown, wanted, type Schema } from './wanted.js';

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
