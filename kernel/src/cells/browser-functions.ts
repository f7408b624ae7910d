/**
 * The functions of a cell that are written for a browser: `render` and `initialize` of a widget of one's own. Their text is
 * sent there, so what they take from around them is not there. Pure.
 */
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';
import type { ParsedCell } from './parse.js';
import { declaredIn, eachVariable, withNames } from './variables.js';

export interface BrowserFunction {
  name: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  /**
   * In the call that sends it: an offset inside the name of the function called, and the text of the option `imports`,
   * undefined where it cannot be told. No call: it only looks like one that some other cell will send.
   */
  sent?: { callee: number; imports: string | undefined };
  /** What it does not declare itself, each name where it stands first. */
  free: {
    name: string;
    start: number;
    /** A function around it in this cell declares it. */
    around: boolean;
  }[];
}

export function browserFunctions(code: string, cell: ParsedCell): BrowserFunction[] {
  if (!/\b(?:render|initialize|el)\b/.test(code)) return [];
  const found = new Map<Node, BrowserFunction>();
  const add = (name: string, node: Node, local: ReadonlySet<string>, sent?: BrowserFunction['sent']) => {
    const { start, end } = node;
    if (sent || !found.has(node))
      found.set(node, { name, start, end, ...(sent && { sent }), free: freeIn(node, local) });
  };
  const visit = (node: Node, local: ReadonlySet<string>) => {
    if (node.type === 'CallExpression')
      sentBy(node, code, cell, (...one) => add(one[0], one[1], local, one[2]));
    for (const [name, one] of namedFunctions(node)) if (isForModel(name, one)) add(name, one, local);
    const inside = withNames(local, declaredIn(node));
    for (const child of children(node)) visit(child, inside);
  };
  for (const statement of cell.body) visit(statement, new Set());
  return [...found.values()];
}

const names = ['render', 'initialize'];

/** `widget({ render() {} })`, or a function of the cell by its name. */
function sentBy(
  call: Node,
  code: string,
  cell: ParsedCell,
  add: (name: string, node: Node, sent: BrowserFunction['sent']) => void
): void {
  const callee = call.callee as Node;
  const called = callee.type === 'MemberExpression' ? (callee.property as Node) : callee;
  const [module] = nodes(call.arguments);
  if (called.type !== 'Identifier' || module?.type !== 'ObjectExpression') return;
  const properties = nodes(module.properties);
  const isWhole = properties.every(one => one.type === 'Property' && one.computed !== true);
  const imports = properties.find(one => nameOf(one.key) === 'imports')?.value as Node | undefined;
  const text = imports === undefined ? '' : textOf(imports, code);
  for (const property of properties) {
    const name = nameOf(property.key);
    if (property.type !== 'Property' || !names.includes(name)) continue;
    const value = property.value as Node;
    const one = value.type === 'Identifier' ? topFunction(cell, nameOf(value)) : value;
    if (one && isFunction(one)) add(name, one, { callee: called.start, imports: isWhole ? text : undefined });
  }
}

/** A text that is written out. */
function textOf(node: Node, code: string): string | undefined {
  const isText =
    node.type === 'Literal' || (node.type === 'TemplateLiteral' && nodes(node.expressions).length === 0);
  return isText ? code.slice(node.start, node.end) : undefined;
}

function topFunction(cell: ParsedCell, name: string): Node | undefined {
  for (const statement of cell.body) {
    for (const [own, one] of namedFunctions(statement)) if (own === name) return one;
  }
  return undefined;
}

/** The functions that a declaration or an object gives names, those alone. */
function namedFunctions(node: Node): [string, Node][] {
  const of = (id: unknown, one: unknown): [string, Node][] =>
    isNode(one) && isFunction(one) ? [[nameOf(id), one]] : [];
  switch (node.type) {
    case 'FunctionDeclaration':
      return of(node.id, node);
    case 'VariableDeclaration':
      return nodes(node.declarations).flatMap(({ id, init }) => of(id, init));
    case 'ObjectExpression':
      return nodes(node.properties).flatMap(({ key, value }) => of(key, value));
    case 'ExportNamedDeclaration':
      return isNode(node.declaration) ? namedFunctions(node.declaration) : [];
    default:
      return [];
  }
}

/** `({ el }) => …`, whoever will send it. */
function isForModel(name: string, one: Node): boolean {
  const [context] = nodes(one.params);
  const wanted = names.includes(name) ? ['model', 'el'] : ['el'];
  return (
    context?.type === 'ObjectPattern' &&
    nodes(context.properties).some(({ key }) => wanted.includes(nameOf(key)))
  );
}

function isFunction({ type }: Node): boolean {
  return /^(?:ArrowFunctionExpression|Function(?:Expression|Declaration))$/.test(type);
}

function freeIn(one: Node, around: ReadonlySet<string>): BrowserFunction['free'] {
  const free = new Map<string, BrowserFunction['free'][number]>();
  // A declaration's own name is declared by it.
  const own = new Set(one.type === 'FunctionDeclaration' ? [nameOf(one.id)] : []);
  eachVariable(one, own, ({ name, start }, local) => {
    if (!local.has(name) && !free.has(name)) free.set(name, { name, start, around: around.has(name) });
  });
  return [...free.values()];
}
