/** Says in words what a JSON Schema wants: for errors, for what the editor shows on hover. */

/** The part of JSON Schema that sentences are made from; every TypeBox schema fits. */
export interface Schema {
  type?: string | string[];
  description?: string;
  /** Not of JSON Schema: what a number counts, e.g. "s", "Hz", "px". */
  unit?: string;
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
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
}

/** What a schema wants, in words: `a whole number from 1 to 100`. `write` writes its bounds. */
export function wanted(schema: Schema, write: (bound: number) => string = String): string {
  const among = choices(schema);
  if (among) return among.length === 1 ? shown(among[0]) : `one of ${among.map(shown).join(', ')}`;
  if (schema.anyOf) return schema.anyOf.map(part => wanted(part, write)).join(' or ');
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema, write)}`;
    case 'number':
      return `a number${range(schema, write)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      if (schema.pattern) return `text that matches ${schema.pattern}`;
      return schema.minLength
        ? `text of at least ${schema.minLength} character${schema.minLength > 1 ? 's' : ''}`
        : 'text';
    case 'array':
      return `a list${schema.items ? `, each item ${wanted(schema.items, write)}` : ''}`;
    default:
      return schema.type === 'object' ? 'an object' : 'another value';
  }
}

/** The values there are to choose from, where they can be counted. */
export function choices(schema: Schema): unknown[] | undefined {
  if (schema.enum) return schema.enum;
  if ('const' in schema) return [schema.const];
  const parts = schema.anyOf?.map(choices);
  return parts?.every(part => part !== undefined) ? parts.flat() : undefined;
}

function range(schema: Schema, write: (bound: number) => string): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const unit = schema.unit ? ` ${schema.unit}` : '';
  const lowest = minimum ?? exclusiveMinimum;
  const highest = maximum ?? exclusiveMaximum;
  const low = lowest === undefined ? undefined : write(lowest);
  const high = highest === undefined ? undefined : write(highest);
  if (low !== undefined && high !== undefined && minimum !== undefined && maximum !== undefined) {
    return ` from ${low} to ${high}${unit}`;
  }
  const from =
    low === undefined ? '' : minimum === undefined ? `greater than ${low}` : `${low}${unit} or more`;
  const to = high === undefined ? '' : `${maximum === undefined ? 'less than' : 'at most'} ${high}${unit}`;
  if (!from && !to) return unit && ` in${unit}`;
  return ` ${[from, to].filter(Boolean).join(' and ')}${exclusiveMinimum !== undefined && !to ? unit : ''}`;
}

/** A value as the user would write it, shortened. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
