/** The names of a cell: which it declares, which it mentions, and where one of them is bound. Pure. */
import { declarations, type DeclarationKind } from '../cells/declarations.js';
import { children, isNode, nameOf, nodes, type Node } from '../cells/nodes.js';
import type { ParsedCell } from '../cells/parse.js';

/** What the cell declares at its top level. A value and a type under one name are a value: an import carries both. */
export function declaredNames(cell: ParsedCell): Map<string, DeclarationKind> {
  const found = new Map<string, DeclarationKind>();
  for (const { name, kind } of declarations(cell.body)) {
    const before = found.get(name);
    found.set(name, before === undefined || before === kind ? kind : 'const');
  }
  return found;
}

/** Every word of the text that could be a name. */
export function mentionedNames(code: string): Set<string> {
  return new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
}

/** The name that is being written before `offset`. */
export function wordBefore(code: string, offset: number): string {
  return /[\p{ID_Continue}$#]*$/u.exec(code.slice(0, offset))?.[0] ?? '';
}

/** The offset of the identifier that a top-level declaration binds `name` to. */
export function bindingOffset(cell: ParsedCell, name: string): number | undefined {
  for (const statement of cell.body) {
    for (const identifier of bindings(statement)) if (nameOf(identifier) === name) return identifier.start;
  }
  return undefined;
}

function* bindings(node: Node): Generator<Node> {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id } of nodes(node.declarations)) yield* patternNames(id);
      return;
    case 'ImportDeclaration':
      for (const { local } of nodes(node.specifiers)) yield* patternNames(local);
      return;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (isNode(node.declaration)) yield* bindings(node.declaration);
      return;
  }
  if (/Declaration$|^TSDeclareFunction$/.test(node.type)) yield* patternNames(node.id);
  else for (const child of children(node)) yield* bindings(child);
}

function* patternNames(pattern: unknown): Generator<Node> {
  if (!isNode(pattern)) return;
  switch (pattern.type) {
    case 'Identifier':
      yield pattern;
      return;
    case 'ObjectPattern':
      for (const property of nodes(pattern.properties)) {
        yield* patternNames(property.type === 'RestElement' ? property.argument : property.value);
      }
      return;
    case 'ArrayPattern':
      for (const element of nodes(pattern.elements)) yield* patternNames(element);
      return;
    case 'AssignmentPattern':
      yield* patternNames(pattern.left);
      return;
    case 'RestElement':
      yield* patternNames(pattern.argument);
  }
}
