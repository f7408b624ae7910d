/**
 * Makes a cell a script that can be run again and again in one realm: every name of the top level becomes a script-scope
 * `let`, declared once and assigned from then on, so anything can be redeclared as anything. Imports become dynamic,
 * top-level await an async function around the body. Pure: text in, text out.
 */
import { declarations } from './declarations.js';
import { Edits, type Mapping } from './edits.js';
import { children, isNode, nameOf, nodes, type Node } from './nodes.js';
import { parseAs, type ParsedCell } from './parse.js';
import { importCall, replaceKeepingLines, rewriteImport } from './imports.js';
import { impliedNames } from './implied.js';
import { shadowedBy, withoutShadows } from './shadow.js';
import { cellRuntime as runtimeName } from '@sonde/schema/display';
import { CellText } from './text.js';
import { isTypeOnly, needsTransform, stripNode } from './strip.js';

export interface RewrittenCell {
  code: string;
  /** The script's value is a promise. */
  async: boolean;
  /** The script's value is the last expression's; where it is a promise, it comes to a list of that value. */
  shows: boolean;
  /** Names that the script declares: never seen before. */
  introduces: string[];
  /** Built-in globals whose names are the cells' from now on. */
  shadows: string[];
  /** From positions of `code` to those of the cell. */
  mapping: Mapping;
  /** Where in `code` the cell's own statements stand; before and behind them is the frame that makes it a script. */
  body: { start: number; end: number };
}

export interface RewriteOptions {
  /** The names that earlier scripts have declared. */
  known: ReadonlySet<string>;
  /** The built-ins whose names earlier cells have taken. */
  shadowed: ReadonlySet<string>;
  /** Number of this run: the awaits of the top level carry it, so that an interrupt finds them, and only them. */
  run: number;
}

/** The cell must have parsed without errors. (`Deno` is a name that only cells have: runtime/deno.ts.) */
export async function rewriteCell(
  source: string,
  cell: ParsedCell,
  options: RewriteOptions
): Promise<RewrittenCell> {
  const shadows = shadowedBy(cell);
  const shadowed = new Set(['Deno', ...options.shadowed, ...shadows]);
  if (![...shadowed].some(name => source.includes(name))) {
    return { ...(await rewriteNamed(source, cell, options)), shadows };
  }
  const renamed = withoutShadows(source, cell, shadowed);
  const rewritten = await rewriteNamed(renamed.source, renamed.cell, options);
  return { ...rewritten, shadows, mapping: chain(rewritten.mapping, renamed.mapping) };
}

type Rewritten = Omit<RewrittenCell, 'shadows'>;

async function rewriteNamed(source: string, cell: ParsedCell, options: RewriteOptions): Promise<Rewritten> {
  const implied = impliedNames(cell).filter(name => !options.known.has(name));
  const imply =
    implied.length > 0 ? `${runtimeName}.imply(${implied.map(one => JSON.stringify(one)).join(',')});` : '';
  if (!cell.body.some(needsTransform)) return rewriteScript(source, cell, options, { head: imply });
  const plain = withoutTopLevelUsing(source, cell);
  // Most notebooks never need it.
  const { transformCell } = await import('./transform.js');
  const transformed = transformCell(plain.code, cell.language);
  // Lowered enums and namespaces add to what has their name; a cell's own start anew.
  const erased = erasedStarts(cell.body);
  const fresh = declarations(cell.body).filter(
    one => /^(enum|namespace)$/.test(one.kind) && !erased.has(one.start)
  );
  const reset = imply + [...new Set(fresh.map(one => one.name))].map(name => `${name}=void 0;`).join('');
  const rewritten = rewriteScript(transformed.code, parseAs(transformed.code, 'js'), options, {
    head: reset,
    // Lowering adds statements of its own, which nobody wants to see the value of.
    shows: shownExpression(cell) !== undefined
  });
  return { ...rewritten, mapping: chain(rewritten.mapping, transformed.mapping, plain.mapping) };
}

/** The way back through several rewritings, last one first. */
function chain(...mappings: Mapping[]): Mapping {
  return position => mappings.reduce<ReturnType<Mapping>>((at, map) => at && map(at), position);
}

function rewriteScript(
  source: string,
  cell: ParsedCell,
  { known, run }: RewriteOptions,
  { head: first = '', shows = true }: { head?: string; shows?: boolean } = {}
): Rewritten {
  const edits = new Edits(source);
  const walk = new CellWalk(
    source,
    edits,
    run,
    new Set(cell.body.map(one => (isNode(one.declaration) ? one.declaration : one)))
  );
  for (const statement of cell.body) walk.visit(statement, top);
  const erased = erasedStarts(cell.body);
  const declared = declarations(cell.body).filter(one => one.kind !== 'type' && !erased.has(one.start));
  const text = new CellText(source);
  for (const statement of cell.body) rewriteStatement(statement, text, edits, walk.used);
  const shown = shows ? shownExpression(cell) : undefined;
  if (shown && walk.awaits) {
    // In a list: a promise is shown as one, and not waited for.
    edits.insert(shown.start, 'return [');
    edits.insert(shown.end, ']');
  }
  const introduces = [...new Set(declared.map(one => one.name))].filter(name => !known.has(name));
  const lets = introduces.length > 0 ? `let ${introduces.join(',')};` : '';
  const head = `"use strict";${lets}${first}`;
  const [prefix, suffix] = walk.awaits ? [`${head}(async()=>{`, '\n})()'] : [head, ''];
  const { code, mapping } = edits.build(prefix, suffix);
  const body = { start: prefix.length, end: code.length - suffix.length };
  return { code, mapping, body, async: walk.awaits, shows: shown !== undefined, introduces };
}

/** Where a node stands: in how many functions, and whether directly in a loop's head. */
interface Place {
  functions: number;
  loopHead: boolean;
}

const top: Place = { functions: 0, loopHead: false };

/** One pass over the tree: erases types, notes awaits and used names, and makes await and import() interruptible. */
class CellWalk {
  awaits = false;
  /** Names used as values. */
  readonly used = new Set<string>();
  private readonly castEnds = new Set<number>();

  constructor(
    private readonly source: string,
    private readonly edits: Edits,
    private readonly run: number,
    /** What stands at the top level is rewritten with its statement. */
    private readonly topLevel: ReadonlySet<Node>
  ) {}

  visit(node: Node, place: Place): void {
    if (stripNode(node, this.source, this.edits)) return;
    this.note(node, place);
    const inside: Place = {
      functions: place.functions + (opensFunction(node) ? 1 : 0),
      loopHead: /^For(In|Of)?Statement$/.test(node.type)
    };
    for (const child of children(node)) {
      if (isPlainKey(node, child)) continue;
      this.visit(child, inside);
    }
    // A cast that ended its statement also ended the expression; without it the next line could belong to it.
    const ends = /Statement$|^VariableDeclaration$|^PropertyDefinition$/.test(node.type) && !place.loopHead;
    if (ends && this.castEnds.has(node.end)) this.edits.insert(node.end, ';', 1);
  }

  private note(node: Node, place: Place): void {
    const { edits } = this;
    switch (node.type) {
      case 'Identifier':
        this.used.add(nameOf(node));
        return;
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        this.awaits = true;
        return;
      case 'ExportNamedDeclaration':
        if (isNode(node.source)) this.awaits = true;
        return;
      case 'AwaitExpression': {
        if (place.functions === 0) this.awaits = true;
        const argument = node.argument as Node;
        edits.insert(argument.start, `${runtimeName}.wait(`);
        edits.insert(argument.end, place.functions === 0 ? `,${this.run})` : ')');
        return;
      }
      case 'ForOfStatement': {
        if (node.await !== true) return;
        if (place.functions === 0) this.awaits = true;
        const right = node.right as Node;
        edits.insert(right.start, `${runtimeName}.each(`);
        edits.insert(right.end, place.functions === 0 ? `,${this.run})` : ')');
        return;
      }
      case 'ImportExpression':
        edits.replace(node.start, node.start + 'import'.length, `${runtimeName}.import`);
        return;
      case 'MetaProperty':
        if (nameOf(node.meta) === 'import') edits.replace(node.start, node.end, `${runtimeName}.meta`);
        return;
      case 'VariableDeclaration':
        // A nested `var` is the cell's own.
        if (node.kind !== 'var' || place.functions > 0 || this.topLevel.has(node)) return;
        assignments(node, edits, place.loopHead);
        return;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        this.castEnds.add(node.end);
        return;
    }
  }
}

function rewriteStatement(statement: Node, text: CellText, edits: Edits, used: ReadonlySet<string>): void {
  if (isTypeOnly(statement)) return;
  switch (statement.type) {
    case 'VariableDeclaration':
      return assignments(statement, edits, false);
    case 'FunctionDeclaration':
      return rewriteFunction(statement, statement, text, edits);
    case 'ClassDeclaration':
      edits.insert(statement.start, `${nameOf(statement.id)}=`);
      edits.insert(statement.end, ';');
      return;
    case 'ImportDeclaration':
      return rewriteImport(statement, text.source, edits, used);
    case 'ExportAllDeclaration':
      return replaceKeepingLines(statement, importCall(statement, []), text.source, edits);
    case 'ExportNamedDeclaration':
      return rewriteExport(statement, text, edits, used);
    case 'TSExportAssignment':
      return edits.blank(statement.start, (statement.expression as Node).start);
    case 'ExportDefaultDeclaration':
      return rewriteDefault(statement, text, edits);
  }
}

/** `const a = 1, {b} = c` → `void (a = 1, {b} = c)`: `void` because a line may not begin with a parenthesis. */
function assignments(declaration: Node, edits: Edits, loopHead: boolean): void {
  const declarators = nodes(declaration.declarations);
  const first = declarators[0] as Node;
  const last = declarators.at(-1) as Node;
  edits.replace(declaration.start, first.start, loopHead ? '' : 'void (');
  for (const declarator of declarators) {
    if (!isNode(declarator.init) && declaration.kind !== 'var') edits.insert(declarator.end, ' = void 0');
  }
  if (loopHead) return;
  edits.insert(last.end, ')');
  if (declaration.end === last.end) edits.insert(last.end, ';');
}

/** Functions used before their declaration move to the front, as the language wants; the others stay in their lines. */
function rewriteFunction(declaration: Node, statement: Node, text: CellText, edits: Edits): void {
  const id = declaration.id as Node;
  const name = nameOf(id);
  edits.insert(declaration.start, `${name}=`);
  edits.blank(id.start, id.end);
  edits.insert(declaration.end, ';');
  if (text.firstMention(name) < statement.start) edits.moveToFront(declaration.start, declaration.end);
}

function rewriteExport(node: Node, text: CellText, edits: Edits, used: ReadonlySet<string>): void {
  if (isNode(node.source)) return replaceKeepingLines(node, importCall(node, []), text.source, edits);
  if (!isNode(node.declaration)) return edits.blank(node.start, node.end, ';');
  edits.blank(node.start, node.declaration.start);
  rewriteStatement(node.declaration, text, edits, used);
}

function rewriteDefault(node: Node, text: CellText, edits: Edits): void {
  const declaration = node.declaration as Node;
  edits.blank(node.start, declaration.start);
  if (declaration.type === 'FunctionDeclaration' && isNode(declaration.id)) {
    rewriteFunction(declaration, node, text, edits);
  } else if (declaration.type === 'ClassDeclaration' && isNode(declaration.id)) {
    rewriteStatement(declaration, text, edits, new Set());
  } else if (/^(Function|Class)Declaration$/.test(declaration.type)) {
    edits.insert(declaration.start, 'void ');
    edits.insert(declaration.end, ';');
  }
}

/** The expression whose value the cell shows. */
function shownExpression(cell: ParsedCell): Node | undefined {
  const last = cell.body.findLast(statement => statement.type !== 'EmptyStatement');
  if (!last) return undefined;
  if (last.type === 'ExpressionStatement' || last.type === 'TSExportAssignment')
    return last.expression as Node;
  if (last.type !== 'ExportDefaultDeclaration') return undefined;
  const declaration = last.declaration as Node;
  return /Declaration$/.test(declaration.type) ? undefined : declaration;
}

/**
 * `using` at the top of a cell lasts until the cell ends: the runtime keeps the list. (Lowering it would put the whole
 * cell into a try block and lose the last expression.)
 */
function withoutTopLevelUsing(source: string, cell: ParsedCell): { code: string; mapping: Mapping } {
  const edits = new Edits(source);
  for (const statement of cell.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    if (statement.kind !== 'using' && statement.kind !== 'await using') continue;
    const declarators = nodes(statement.declarations);
    edits.replace(statement.start, (declarators[0] as Node).start, 'const ');
    for (const { init } of declarators) {
      if (!isNode(init)) continue;
      edits.insert(init.start, `${runtimeName}.${statement.kind === 'using' ? 'using' : 'awaitUsing'}(`);
      edits.insert(init.end, ')');
    }
  }
  return edits.build();
}

/** Where declarations begin that leave nothing behind. */
function erasedStarts(body: readonly Node[]): Set<number> {
  const erased = body.filter(isTypeOnly);
  return new Set(
    erased.flatMap(one => (isNode(one.declaration) ? [one.start, one.declaration.start] : [one.start]))
  );
}

function opensFunction(node: Node): boolean {
  return /Function/.test(node.type) || node.type === 'PropertyDefinition' || node.type === 'StaticBlock';
}

/** A property's name is not a use of a variable of that name. */
function isPlainKey(node: Node, child: Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed !== true && child === node.property;
    case 'Property':
      return node.computed !== true && node.shorthand !== true && child === node.key;
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return node.computed !== true && child === node.key;
    case 'ImportDeclaration':
    case 'MetaProperty':
      return true;
    default:
      return false;
  }
}
