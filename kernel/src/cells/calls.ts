/** The calls of a cell that have an object of literals among their arguments: what a library may judge before they run. */
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';
import type { ParsedCell } from './parse.js';

export interface LiteralCall {
  /** UTF-16 offset inside the name of the function called. */
  callee: number;
  /** `key` is where the field begins, `start` and `end` are its value's. */
  fields: { name: string; value: string | number | boolean; key: number; start: number; end: number }[];
}

export function literalCalls(cell: ParsedCell): LiteralCall[] {
  return cell.body.flatMap(callsIn);
}

function callsIn(node: Node): LiteralCall[] {
  const inside = [...children(node)].flatMap(callsIn);
  const here = node.type === 'CallExpression' ? literalCall(node) : undefined;
  return here ? [here, ...inside] : inside;
}

function literalCall(node: Node): LiteralCall | undefined {
  const callee = node.callee as Node;
  const name = callee.type === 'MemberExpression' ? (callee.property as Node) : callee;
  if (name.type !== 'Identifier') return undefined;
  const objects = nodes(node.arguments).filter(argument => argument.type === 'ObjectExpression');
  const fields = objects.flatMap(object => nodes(object.properties)).flatMap(literalField);
  return fields.length > 0 ? { callee: name.start, fields } : undefined;
}

function literalField(property: Node): LiteralCall['fields'] {
  if (property.type !== 'Property' || property.computed === true || !isNode(property.value)) return [];
  const { start, end } = property.value;
  const value = literal(property.value);
  return value === undefined ? [] : [{ name: nameOf(property.key), value, key: property.start, start, end }];
}

function literal(node: Node): string | number | boolean | undefined {
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = literal(node.argument as Node);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.type !== 'Literal') return undefined;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}
