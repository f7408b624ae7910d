/**
 * A cell may call its own variable `URL`, `performance` or `process`. In a module that would hide the built-in from that
 * module only; as a script-scope `let` it would hide it from every package in the process. So such names get another one
 * in the running code, wherever they mean the cell's variable.
 */
import { boundNames, declarations, nestedVars } from './declarations.js';
import { Edits, type Mapping } from './edits.js';
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';
import { parseAs, type ParsedCell } from './parse.js';
import { isTypeOnly } from './strip.js';

/** `undefined`, `NaN` and `Infinity` cannot be declared by anybody. To look at all of them has Node load them all. */
function isBuiltIn(name: string): boolean {
  return Object.getOwnPropertyDescriptor(globalThis, name)?.configurable === true;
}

/** The built-ins that the cell declares anew; they are the cells' from now on. */
export function shadowedBy(cell: ParsedCell): string[] {
  return [
    ...new Set(
      declarations(cell.body.filter(statement => !isTypeOnly(statement)))
        .filter(one => one.kind !== 'type' && isBuiltIn(one.name))
        .map(one => one.name)
    )
  ];
}

/** The cell with the names in `shadowed` replaced. */
export function withoutShadows(
  source: string,
  cell: ParsedCell,
  shadowed: ReadonlySet<string>
): { source: string; cell: ParsedCell; mapping: Mapping } {
  const edits = new Edits(source);
  const renamer = new Renamer(shadowed, edits);
  for (const statement of cell.body) renamer.visit(statement, new Set());
  const { code, mapping } = edits.build();
  return { source: code, cell: parseAs(code, cell.language), mapping };
}

class Renamer {
  constructor(
    private readonly shadowed: ReadonlySet<string>,
    private readonly edits: Edits
  ) {}

  /** `local` are the names that functions and blocks around the node declare themselves. */
  visit(node: Node, local: ReadonlySet<string>): void {
    if (isTypeSyntax(node) || isTypeOnly(node)) return;
    switch (node.type) {
      case 'Identifier':
        return this.rename(node, local);
      case 'Property':
        return this.property(node, local);
      case 'ImportSpecifier':
        return this.importSpecifier(node);
      case 'MemberExpression':
        this.visit(node.object as Node, local);
        if (node.computed === true) this.visit(node.property as Node, local);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'MethodDefinition':
        if (node.computed === true) this.visit(node.key as Node, local);
        if (isNode(node.value)) this.visit(node.value, local);
        for (const decorator of nodes(node.decorators)) this.visit(decorator, local);
        return;
      case 'LabeledStatement':
        return this.visit(node.body as Node, local);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
    }
    const inside = declaredIn(node).reduce((names, name) => names.add(name), new Set(local));
    for (const child of children(node)) this.visit(child, child === ownName(node) ? local : inside);
  }

  private rename(node: Node, local: ReadonlySet<string>): void {
    const name = nameOf(node);
    if (!this.isShadowed(name, local)) return;
    this.edits.replace(node.start, node.start + name.length, replacement(name));
  }

  /** `{ URL }` and `{ URL = 1 }` name a property and a variable at once. */
  private property(node: Node, local: ReadonlySet<string>): void {
    const key = node.key as Node;
    const name = nameOf(key);
    if (node.shorthand === true && this.isShadowed(name, local)) {
      this.edits.replace(key.start, key.start + name.length, `${name}: ${replacement(name)}`);
      const value = node.value as Node;
      if (value.type === 'AssignmentPattern') this.visit(value.right as Node, local);
      return;
    }
    if (node.computed === true) this.visit(key, local);
    this.visit(node.value as Node, local);
  }

  private importSpecifier(node: Node): void {
    const name = nameOf(node.local);
    if (!this.shadowed.has(name) || node.importKind === 'type') return;
    const localNode = node.local as Node;
    const isSame = (node.imported as Node).start === localNode.start;
    this.edits.replace(
      localNode.start,
      localNode.end,
      isSame ? `${name} as ${replacement(name)}` : replacement(name)
    );
  }

  private isShadowed(name: string, local: ReadonlySet<string>): boolean {
    return this.shadowed.has(name) && !local.has(name);
  }
}

function replacement(name: string): string {
  return `${name}$cell`;
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
