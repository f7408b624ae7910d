/**
 * Erases TypeScript in place: what has no meaning at run time becomes spaces, so every position stays true and no source
 * map is needed. Syntax that does have a meaning (enums, decorators, …) is named by {@link needsTransform}.
 */
import type { Edits } from './edits.js';
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';

/** True for a cell that must go through oxc-transform. */
export function needsTransform(node: Node): boolean {
  if (node.declare === true) return false;
  switch (node.type) {
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSParameterProperty':
    case 'TSImportEqualsDeclaration':
    case 'JSXElement':
    case 'JSXFragment':
    case 'Decorator':
    case 'AccessorProperty':
    case 'TSAbstractAccessorProperty':
      return node.importKind !== 'type';
    case 'VariableDeclaration':
      if (node.kind === 'using' || node.kind === 'await using') return true;
  }
  if (isTypeOnly(node)) return false;
  for (const child of children(node)) if (needsTransform(child)) return true;
  return false;
}

/** Statements that leave nothing behind. */
export function isTypeOnly(node: Node): boolean {
  if (node.declare === true) return true;
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSNamespaceExportDeclaration':
      return true;
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
      return (
        node.importKind === 'type' ||
        (nodes(node.specifiers).length > 0 && nodes(node.specifiers).every(one => one.importKind === 'type'))
      );
    case 'ExportNamedDeclaration':
      return node.exportKind === 'type' || (isNode(node.declaration) && isTypeOnly(node.declaration));
    case 'ExportAllDeclaration':
      return node.exportKind === 'type';
    case 'ExportDefaultDeclaration':
      return isNode(node.declaration) && isTypeOnly(node.declaration);
    default:
      return false;
  }
}

/** Blanks the types of one node, not of those below it. True: nothing is left of the node, do not go on below. */
export function stripNode(node: Node, source: string, edits: Edits): boolean {
  if (isTypeOnly(node)) {
    edits.blank(node.start, node.end, ';');
    return true;
  }
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSTypeParameterDeclaration':
    case 'TSTypeParameterInstantiation':
      edits.blank(node.start, node.end);
      return true;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      edits.blank(inner(node).end, node.end);
      return false;
    case 'TSTypeAssertion':
      edits.blank(node.start, inner(node).start);
      return false;
    case 'Identifier':
      if (node.optional === true) blankMark(node.start + nameOf(node).length, '?', source, edits);
      return false;
    case 'ObjectPattern':
    case 'ArrayPattern':
      if (node.optional === true && isNode(node.typeAnnotation)) {
        blankMark(source.lastIndexOf('?', node.typeAnnotation.start), '?', source, edits);
      }
      return false;
    case 'VariableDeclarator':
      if (node.definite === true)
        blankMark(inner(node, 'id').start + nameOf(node.id).length, '!', source, edits);
      return false;
    case 'ClassDeclaration':
    case 'ClassExpression':
      stripClass(node, source, edits);
      return false;
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSIndexSignature':
      edits.blank(node.start, node.end, ';');
      return true;
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return stripMember(node, source, edits);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      stripThis(node, source, edits);
      return false;
    default:
      return false;
  }
}

function stripClass(node: Node, source: string, edits: Edits): void {
  const body = inner(node, 'body');
  const head = isNode(node.id) ? node.id.start : body.start;
  const keyword = /\babstract\b/.exec(source.slice(node.start, head));
  if (node.abstract === true && keyword) {
    edits.blank(node.start + keyword.index, node.start + keyword.index + keyword[0].length);
  }
  const first = nodes(node.implements)[0];
  if (first) edits.blank(source.lastIndexOf('implements', first.start), body.start);
}

function stripMember(node: Node, source: string, edits: Edits): boolean {
  const value = node.value;
  if (node.declare === true || (isNode(value) && value.type === 'TSEmptyBodyFunctionExpression')) {
    edits.blank(node.start, node.end, ';');
    return true;
  }
  const key = inner(node, 'key');
  const modifiers = source.slice(node.start, key.start);
  for (const match of modifiers.matchAll(/\b(private|protected|public|readonly|override|abstract)\b/g)) {
    const at = node.start + match.index;
    edits.blank(at, at + match[0].length, node.computed === true ? ';' : '');
  }
  if (node.optional === true || node.definite === true) {
    blankMark(key.end, node.optional === true ? '?' : '!', source, edits);
  }
  return false;
}

/** A `this` parameter exists for the checker only. */
function stripThis(node: Node, source: string, edits: Edits): void {
  const [first, second] = nodes(node.params);
  if (first?.type !== 'Identifier' || first.name !== 'this') return;
  const close = source.indexOf(')', first.end);
  edits.blank(first.start, second ? second.start : close);
}

function blankMark(from: number, mark: '?' | '!', source: string, edits: Edits): void {
  const at = source.indexOf(mark, from);
  if (at >= 0) edits.blank(at, at + 1);
}

function inner(node: Node, key = 'expression'): Node {
  return node[key] as Node;
}
