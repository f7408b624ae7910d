/** Cells that hold no name and nothing but numbers: TypeScript could find nothing wrong in them. */
import { isNode, type Node } from './nodes.js';
import type { ParsedCell } from './parse.js';

export function isArithmetic({ body }: ParsedCell): boolean {
  return body.every(
    statement =>
      statement.type === 'EmptyStatement' ||
      (statement.type === 'ExpressionStatement' && isNumber(statement.expression))
  );
}

function isNumber(value: unknown): boolean {
  if (!isNode(value)) return false;
  const node: Node = value;
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'ParenthesizedExpression':
      return isNumber(node.expression);
    case 'UnaryExpression':
      return /^[+-]$/.test(String(node.operator)) && isNumber(node.argument);
    case 'BinaryExpression':
      return /^([-+/%]|\*\*?)$/.test(String(node.operator)) && isNumber(node.left) && isNumber(node.right);
    default:
      return false;
  }
}
