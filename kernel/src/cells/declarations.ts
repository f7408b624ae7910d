/** What a cell declares at its top level, for the runtime and for the type checker. */
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';

export type DeclarationKind =
  'let' | 'const' | 'function' | 'class' | 'enum' | 'namespace' | 'import' | 'type';

export interface Declaration {
  name: string;
  kind: DeclarationKind;
  /** The whole statement. */
  start: number;
  end: number;
  /** Already exported by the cell's own text. */
  exported: boolean;
}

export function declarations(body: readonly Node[]): Declaration[] {
  const found: Declaration[] = [];
  const add = (name: string, kind: DeclarationKind, node: Node, exported = false) => {
    found.push({ name, kind, start: node.start, end: node.end, exported });
  };
  for (const statement of body) collect(statement, add, false);
  return found;
}

type Add = (name: string, kind: DeclarationKind, node: Node, exported?: boolean) => void;

function collect(statement: Node, add: Add, exported: boolean): void {
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const declarator of nodes(statement.declarations)) {
        for (const name of boundNames(declarator.id)) {
          add(name, statement.kind === 'const' ? 'const' : 'let', statement, exported);
        }
      }
      return;
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      if (isNode(statement.id)) add(nameOf(statement.id), 'function', statement, exported);
      return;
    case 'ClassDeclaration':
      if (isNode(statement.id)) add(nameOf(statement.id), 'class', statement, exported);
      return;
    case 'TSEnumDeclaration':
      return add(nameOf(statement.id), 'enum', statement, exported);
    case 'TSModuleDeclaration':
      // `declare global` adds to what is there and makes no name.
      if (statement.kind !== 'global' && isNode(statement.id) && statement.id.type === 'Identifier') {
        add(nameOf(statement.id), 'namespace', statement, exported);
      }
      return;
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return add(nameOf(statement.id), 'type', statement, exported);
    case 'TSImportEqualsDeclaration':
      return add(nameOf(statement.id), statement.importKind === 'type' ? 'type' : 'import', statement);
    case 'ImportDeclaration':
      for (const specifier of nodes(statement.specifiers)) {
        const isType = statement.importKind === 'type' || specifier.importKind === 'type';
        add(nameOf(specifier.local), isType ? 'type' : 'import', statement);
      }
      return;
    case 'ExportNamedDeclaration':
      if (isNode(statement.declaration)) collect(statement.declaration, add, true);
      return;
    case 'ExportDefaultDeclaration':
      if (isNode(statement.declaration) && isNode(statement.declaration.id)) {
        collect(statement.declaration, add, false);
      }
      return;
    default:
      for (const name of nestedVars(statement)) add(name, 'let', statement, exported);
  }
}

/** Names a binding pattern binds. */
export function boundNames(pattern: unknown): string[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [nameOf(pattern)];
    case 'ObjectPattern':
      return nodes(pattern.properties).flatMap(property =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value)
      );
    case 'ArrayPattern':
      return nodes(pattern.elements).flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** `var`s inside blocks and loops belong to what is around them; those in functions, classes and namespaces do not. */
export function nestedVars(node: Node): string[] {
  if (/Function|^Class|^TSModule/.test(node.type)) return [];
  const own =
    node.type === 'VariableDeclaration' && node.kind === 'var'
      ? nodes(node.declarations).flatMap(declarator => boundNames(declarator.id))
      : [];
  return [...own, ...[...children(node)].flatMap(nestedVars)];
}
