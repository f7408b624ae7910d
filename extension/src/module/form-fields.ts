/**
 * Forms from JSON Schema: which fields a schema gives, what stands in them, and what that means. Pure; the drawing is in
 * options-form.tsx. Only what module schemas use: an object of plain properties.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

export interface Field {
  name: string;
  kind: 'integer' | 'number' | 'text' | 'switch' | 'choice' | 'list' | 'json';
  description?: string;
  unit?: string;
  /** Such as "1 to 100". */
  range?: string;
  required: boolean;
  default?: unknown;
  choices?: (string | number)[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
}

/** The part of JSON Schema that forms and tables read. */
export interface Schema {
  type?: string | string[];
  description?: string;
  unit?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  anyOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: string[];
}

/** What stands in the fields, as typed. Switches hold "true" or "false". */
export type Texts = Readonly<Record<string, string>>;

export function fieldsOf(schema: object): Field[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).map(([name, property]) => {
    const choices = choicesOf(property);
    const { description, unit, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength } = property;
    return {
      name,
      kind: choices ? 'choice' : kindOf(property),
      required: required.includes(name) && property.default === undefined,
      ...defined({
        description,
        unit,
        choices,
        minimum,
        maximum,
        exclusiveMinimum,
        exclusiveMaximum,
        minLength
      }),
      ...defined({ default: property.default, range: rangeOf(property) })
    };
  });
}

/** What stands in the fields of an untouched form. */
export function defaultTexts(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(fields.map(field => [field.name, textOf(field, field.default)]));
}

export function textOf(field: Pick<Field, 'kind'>, value: unknown): string {
  if (value === undefined || value === null) return field.kind === 'switch' ? 'false' : '';
  if (field.kind === 'list' && Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export interface ReadFields {
  /** What differs from the defaults. */
  values: Record<string, unknown>;
  /** A sentence for each field that is wrong. */
  errors: Record<string, string>;
}

export function readFields(fields: readonly Field[], texts: Texts, trans: TranslationBundle): ReadFields {
  const values: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const text = texts[field.name] ?? textOf(field, field.default);
    if (text.trim() === '' && field.kind !== 'switch') {
      if (field.required) errors[field.name] = trans.__('This is needed.');
      continue;
    }
    const read = readText(field, text, trans);
    if ('error' in read) errors[field.name] = read.error;
    else if (!isSame(read.value, field.default) && !(field.default === undefined && read.value === false))
      values[field.name] = read.value;
  }
  return { values, errors };
}

type Read = { value: unknown } | { error: string };

function readText(field: Field, text: string, trans: TranslationBundle): Read {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return readNumber(field, text, trans);
    case 'switch':
      return { value: text === 'true' };
    case 'choice':
      return { value: field.choices?.find(choice => String(choice) === text) ?? text };
    case 'list':
      return {
        value: text
          .split(',')
          .map(part => part.trim())
          .filter(Boolean)
      };
    case 'json':
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { error: trans.__('This must be JSON, such as {"a": 1} or [1, 2].') };
      }
    case 'text':
      return { value: text };
  }
}

function readNumber(field: Field, text: string, trans: TranslationBundle): Read {
  const value = Number(text.trim().replace(',', '.'));
  const { kind, range, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  const wrong =
    !Number.isFinite(value) ||
    (kind === 'integer' && !Number.isInteger(value)) ||
    (minimum !== undefined && value < minimum) ||
    (maximum !== undefined && value > maximum) ||
    (exclusiveMinimum !== undefined && value <= exclusiveMinimum) ||
    (exclusiveMaximum !== undefined && value >= exclusiveMaximum);
  if (!wrong) return { value };
  const wish = kind === 'integer' ? trans.__('a whole number') : trans.__('a number');
  return {
    error:
      range === undefined
        ? trans.__('“%1” is not %2.', text, wish)
        : trans.__('“%1” does not fit: %2, %3, is wanted.', text, wish, range)
  };
}

function kindOf({ type, items }: Schema): Field['kind'] {
  if (type === 'integer' || type === 'number') return type;
  if (type === 'boolean') return 'switch';
  if (type === 'string') return 'text';
  if (type === 'array' && items?.type === 'string') return 'list';
  return 'json';
}

function choicesOf({ enum: values, anyOf, const: only }: Schema): (string | number)[] | undefined {
  if (values) return values as (string | number)[];
  if (only !== undefined) return [only as string];
  const parts = anyOf?.map(choicesOf);
  return parts?.every(part => part !== undefined) ? parts.flat() : undefined;
}

/** "1 to 100", "more than 0, at most 1", "0 or more". */
export function rangeOf(schema: Schema): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  const low =
    minimum !== undefined
      ? `${minimum} or more`
      : exclusiveMinimum !== undefined
        ? `more than ${exclusiveMinimum}`
        : undefined;
  const high =
    maximum !== undefined
      ? `at most ${maximum}`
      : exclusiveMaximum !== undefined
        ? `less than ${exclusiveMaximum}`
        : undefined;
  return [low, high].filter(part => part !== undefined).join(', ') || undefined;
}

/** The sentences of all fields but one: who changes a field has heard what was wrong with it. */
export function without(errors: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => field !== name));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function defined<T extends object>(object: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
