/** The places of a syntax tree where variables are named, and which of them the tree declares itself. Pure. */
import { boundNames, declarations, nestedVars } from './declarations.js';
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';
import { isTypeOnly } from './strip.js';

export interface Variable {
  name: string;
  start: number;
  /** What the word says beside: `{ URL }` names a property too, `import { URL }` what is imported. */
  as: 'alone' | 'property' | 'import';
}

/** `local` are the names that functions and blocks around the place declare themselves. */
export type VisitVariable = (variable: Variable, local: ReadonlySet<string>) => void;

/** Calls `visit` where a variable is read, written or declared. Types are passed over. */
export function eachVariable(node: Node, local: ReadonlySet<string>, visit: VisitVariable): void {
  if (isTypeSyntax(node) || isTypeOnly(node)) return;
  const go = (value: unknown) => {
    if (isNode(value)) eachVariable(value, local, visit);
  };
  switch (node.type) {
    case 'Identifier':
      return visit({ name: nameOf(node), start: node.start, as: 'alone' }, local);
    case 'Property':
      return eachVariableOfProperty(node, local, visit);
    case 'ImportSpecifier':
      return importSpecifier(node, local, visit);
    case 'MemberExpression':
      go(node.object);
      if (node.computed === true) go(node.property);
      return;
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'MethodDefinition':
      if (node.computed === true) go(node.key);
      go(node.value);
      nodes(node.decorators).forEach(go);
      return;
    case 'LabeledStatement':
      return go(node.body);
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return;
  }
  const inside = withNames(local, declaredIn(node));
  for (const child of children(node)) eachVariable(child, child === ownName(node) ? local : inside, visit);
}

/** A set of its own only where there is something to add: most nodes declare nothing. */
export function withNames(local: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  return names.length === 0 ? local : new Set([...local, ...names]);
}

/** `{ URL }` and `{ URL = 1 }` name a property and a variable at once. */
function eachVariableOfProperty(node: Node, local: ReadonlySet<string>, visit: VisitVariable): void {
  const key = node.key as Node;
  const value = node.value as Node;
  if (node.shorthand === true) {
    visit({ name: nameOf(key), start: key.start, as: 'property' }, local);
    if (value.type === 'AssignmentPattern') eachVariable(value.right as Node, local, visit);
    return;
  }
  if (node.computed === true) eachVariable(key, local, visit);
  eachVariable(value, local, visit);
}

function importSpecifier(node: Node, local: ReadonlySet<string>, visit: VisitVariable): void {
  if (node.importKind === 'type') return;
  const { start } = node.local as Node;
  visit(
    { name: nameOf(node.local), start, as: (node.imported as Node).start === start ? 'import' : 'alone' },
    local
  );
}

/** Names that a node brings for what is below it. */
export function declaredIn(node: Node): string[] {
  if (/Function/.test(node.type)) {
    const body = isNode(node.body) ? node.body : undefined;
    const own = node.type === 'FunctionExpression' && isNode(node.id) ? [nameOf(node.id)] : [];
    return [...own, ...nodes(node.params).flatMap(parameterNames), ...(body ? nestedVars(body) : [])];
  }
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return declarations(nodes(node.body)).map(one => one.name);
    case 'SwitchStatement':
      return nodes(node.cases).flatMap(one => declarations(nodes(one.consequent)).map(({ name }) => name));
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement': {
      const head = (node.init ?? node.left) as Node | null;
      return head?.type === 'VariableDeclaration' && head.kind !== 'var'
        ? declarations([head]).map(one => one.name)
        : [];
    }
    case 'CatchClause':
      return boundNames(node.param);
    case 'ClassExpression':
      return isNode(node.id) ? [nameOf(node.id)] : [];
    default:
      return [];
  }
}

function parameterNames(parameter: Node): string[] {
  return boundNames(parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter);
}

/** A declaration's name belongs to the scope around it. */
function ownName(node: Node): unknown {
  return /Declaration$/.test(node.type) ? node.id : undefined;
}

const holdsValues = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSImportEqualsDeclaration'
]);

function isTypeSyntax(node: Node): boolean {
  return node.type.startsWith('TS') && !holdsValues.has(node.type);
}
