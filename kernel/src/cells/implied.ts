/**
 * The names that a JavaScript cell makes by assigning to them, as in `x = 1`. Cells run in strict mode, where that is an
 * error for a name that nobody has declared; at the top level of a cell, its blocks and loops it makes a global variable
 * instead, as people expect of a prompt. In functions, classes and callbacks it stays the error it is in a module.
 */
import { boundNames, declarations } from './declarations.js';
import { children, isNode, type Node } from './nodes.js';
import type { ParsedCell } from './parse.js';
import { declaredIn } from './variables.js';

export function impliedNames(cell: ParsedCell): string[] {
  if (cell.language !== 'js' && cell.language !== 'jsx') return [];
  const own = new Set(declarations(cell.body).map(one => one.name));
  const found = new Set<string>();
  for (const statement of cell.body) collect(statement, own, found);
  return [...found];
}

/** `local` are the names declared by the cell and by the blocks around the node. */
function collect(node: Node, local: ReadonlySet<string>, found: Set<string>): void {
  if (/Function|^Class/.test(node.type)) return;
  const inside = new Set([...local, ...declaredIn(node)]);
  for (const name of assignedBy(node)) if (!inside.has(name)) found.add(name);
  for (const child of children(node)) collect(child, inside, found);
}

/** The variables that a node writes without reading them first. */
function assignedBy(node: Node): string[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.operator === '=' ? boundNames(withoutParentheses(node.left)) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return isNode(node.left) && node.left.type !== 'VariableDeclaration' ? boundNames(node.left) : [];
    default:
      return [];
  }
}

function withoutParentheses(node: unknown): unknown {
  return isNode(node) && node.type === 'ParenthesizedExpression' ? withoutParentheses(node.expression) : node;
}
