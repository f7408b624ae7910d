/**
 * Writes a module's types for the editor: what `predict` and `train` take, each option with its description, range, unit
 * and default as JSDoc, so that hovering and completing in a cell show them. Pure: schemas in, TypeScript out.
 */
import type { ModuleInfo, PortInfo, ValueType } from '@sonde/schema';
import { docComment, docLines } from './doc-comment.js';
import { choices, wanted, type Schema } from './wanted.js';

/** What the generator needs of a module. */
export interface Declared {
  name: string;
  predictOptions: object;
  train?: { args: object };
  /** The options of `why`, as a module's info has them or as its definition does. */
  why?: object;
  explain?: { options: object };
}

/**
 * A member of `KnownArguments`: the options of `predict` and `why`, and the arguments of `train`.
 *
 * @example
 * declareArguments(module.info());
 * // "iris": {
 * //   predict: {
 * //     /** How many labels to return. A whole number from 1 to 1,000.
 * //      * @defaultValue 5 *\/
 * //     top?: number;
 */
export function declareArguments({ name, predictOptions, train, why, explain }: Declared): string {
  const reasons = why ?? explain?.options;
  const parts = [
    `  predict: ${objectType(predictOptions, '  ')};`,
    ...(reasons ? [`  why: ${objectType(reasons, '  ')};`] : []),
    ...(train ? [`  train: ${objectType(train.args, '  ')};`] : [])
  ];
  return `${JSON.stringify(name)}: {\n${parts.join('\n')}\n};`;
}

/** A member of `KnownModules` for a module whose code the editor cannot see: its input and output from their schemas. */
export function declareModule({ name, card, input, output, why }: ModuleInfo): string {
  const doc = docComment([...docLines(card.title), ...docLines(card.summary)], '');
  const type = `SchemaModule<${inputType(input)}, ${typeOf(output.schema, '')}>`;
  return `${doc}${JSON.stringify(name)}: ${type}${why ? ' & { explain: object }' : ''};`;
}

/** Modules read more than their schema says: a path, an address or bytes where a file will do. */
function inputType({ type, schema }: PortInfo): string {
  const exact = typeOf(schema, '');
  if (exact === 'unknown') return exact;
  return [...new Set([exact, ...(readable[type] ?? [])])].join(' | ');
}

const file = ['string', 'URL', 'Uint8Array'];
const readable: Partial<Record<ValueType, readonly string[]>> = {
  image: [...file, 'object'],
  audio: [...file, 'object'],
  row: [...file, 'object'],
  table: [...file, 'object'],
  series: [...file, 'object'],
  tensor: [...file, 'object']
};

/**
 * TypeScript for the values that `schema` allows; `unknown` where it says nothing that types can say, or where somebody's module
 * has none: that must not take the types of all the others away.
 */
export function typeOf(schema: Schema | undefined, indent: string): string {
  if (!schema) return 'unknown';
  const among = choices(schema);
  if (among) return among.map(literal).join(' | ') || 'never';
  if (schema.anyOf) return union(schema.anyOf.map(part => typeOf(part, indent)));
  if (Array.isArray(schema.type)) return union(schema.type.map(type => typeOf({ ...schema, type }, indent)));
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return listOf(schema.items ? typeOf(schema.items, indent) : 'unknown');
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

/** An option may be left out unless it is required and has no default. */
function objectType(schema: Schema, indent: string): string {
  const { properties = {}, required = [] } = schema;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const optional = !required.includes(name) || property.default !== undefined;
    return `${optionDoc(property, inner)}${inner}${key(name)}${optional ? '?' : ''}: ${typeOf(property, inner)};\n`;
  });
  if (members.length > 0) return `{\n${members.join('')}${indent}}`;
  const [values] = [...Object.values(schema.patternProperties ?? {}), schema.additionalProperties];
  if (values === false) return '{ [name: string]: never }';
  return `{ [name: string]: ${typeof values === 'object' ? typeOf(values, indent) : 'unknown'} }`;
}

function optionDoc(schema: Schema, indent: string): string {
  const lines = optionLines(schema);
  return docComment(
    schema.default === undefined
      ? lines
      : [...lines, `@defaultValue ${docLines(JSON.stringify(schema.default)).join(' ')}`],
    indent
  );
}

/** Description and, where the type alone does not say it, what values are right. */
function optionLines(schema: Schema): string[] {
  const description = docLines(schema.description ?? '').join(' ');
  const range = rangeOf(schema);
  if (!description) return range ? [range] : [];
  return range ? [`${description.replace(/[.:;]?$/, '.')} ${range}`] : [description];
}

function rangeOf(schema: Schema): string {
  if (choices(schema)) return '';
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, pattern, unit } = schema;
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum, pattern, unit];
  if (type !== 'integer' && bounds.every(bound => bound === undefined)) return '';
  const said = wanted(schema, bound => bound.toLocaleString('en-GB', { maximumFractionDigits: 20 }));
  return docLines(`${said.charAt(0).toUpperCase()}${said.slice(1)}.`).join(' ');
}

function listOf(item: string): string {
  return item.includes('|') ? `(${item})[]` : `${item}[]`;
}

function union(types: string[]): string {
  const distinct = [...new Set(types)];
  return distinct.includes('unknown') ? 'unknown' : distinct.join(' | ');
}

function literal(value: unknown): string {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? JSON.stringify(value)
    : 'unknown';
}

function key(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
