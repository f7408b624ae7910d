/** A schema as the rows of a table: one per value that goes in or comes out, nested ones with their path. */
import { rangeOf, type Schema } from './form-fields.js';

export interface SchemaRow {
  /** Such as "labels[].probability"; empty for the whole. */
  name: string;
  type: string;
  unit: string;
  default: string;
  range: string;
  description: string;
}

export function schemaRows(schema: object, name = '', description = ''): SchemaRow[] {
  const whole = schema as Schema;
  const properties = Object.entries(whole.properties ?? {});
  if (properties.length > 0) {
    return properties.flatMap(([key, property]) => schemaRows(property, name ? `${name}.${key}` : key));
  }
  const { items } = whole;
  const inside = items?.properties ? schemaRows(items, `${name}[]`) : [];
  return [
    {
      name,
      type: typeWords(whole),
      unit: whole.unit ?? '',
      default: whole.default === undefined ? '' : JSON.stringify(whole.default),
      range: rangeOf(whole) ?? '',
      description: whole.description ?? description
    },
    ...inside
  ];
}

function typeWords({ type, anyOf, const: only, enum: values, items, patternProperties }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map(value => JSON.stringify(value)).join(' | ');
  if (anyOf) return [...new Set(anyOf.map(typeWords))].join(' | ');
  if (type === 'array') return items ? `${typeWords(items)}[]` : 'list';
  if (type === 'string') return 'text';
  const inside = Object.values(patternProperties ?? {})[0];
  if (inside) return `object of ${typeWords(inside)}`;
  if (type === undefined) return 'any';
  return Array.isArray(type) ? type.join(' | ') : type;
}
