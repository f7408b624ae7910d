/** What is typed into a debugger is TypeScript; V8 evaluates JavaScript. */
import { Edits } from '../cells/edits.js';
import { children, type Node } from '../cells/nodes.js';
import { parseCell, type ParsedCell } from '../cells/parse.js';
import { withoutShadows } from '../cells/shadow.js';
import { needsTransform, stripNode } from '../cells/strip.js';

const none: ReadonlySet<string> = new Set();

/** One expression, as JavaScript. `shadowed`: built-ins whose names cells have taken. Throws a sentence. */
export function expressionCode(text: string, shadowed = none): string {
  // In parentheses `{a: 1}` is an object, as whoever types it means.
  const wrapped = parseCell(`(${text}\n)`);
  const [error] = wrapped.errors;
  if (error || wrapped.body.length !== 1)
    throw new SyntaxError(`"${text}" is no expression: ${error?.message ?? 'it has several statements'}`);
  refuseAwait(wrapped.body);
  return erased(`(${text}\n)`, wrapped, shadowed).slice(1, -2);
}

/** An expression, or else statements, whose value is the last one's. Throws a sentence. */
export function programCode(text: string, shadowed = none): string {
  if (parseCell(`(${text}\n)`).errors.length === 0) return `(${expressionCode(text, shadowed)}\n)`;
  const cell = parseCell(text);
  const [error] = cell.errors;
  if (error) throw new SyntaxError(error.message);
  refuseAwait(cell.body);
  if (cell.body.some(needsTransform))
    throw new SyntaxError(
      'Enums, namespaces, decorators and JSX cannot be evaluated here; run them in a cell'
    );
  return erased(text, cell, shadowed);
}

/** V8 evaluates at once and has no word for it: to it, a name stands behind a name. */
function refuseAwait(body: readonly Node[]): void {
  const visit = (node: Node): void => {
    if (awaits(node))
      throw new SyntaxError(
        'Nothing can be awaited in the debugger, because the program stands still. ' +
          'Leave out "await" to see the promise as it is, or let the program go on and await it in a cell'
      );
    // What is awaited in a function is awaited when the program goes on.
    if (/Function/.test(node.type)) return;
    for (const child of children(node)) visit(child);
  };
  for (const statement of body) visit(statement);
}

function awaits({ type, await: isForAwait, kind }: Node): boolean {
  return type === 'AwaitExpression' || isForAwait === true || kind === 'await using';
}

function erased(text: string, cell: ParsedCell, shadowed: ReadonlySet<string>): string {
  const {
    source,
    cell: { body }
  } = withoutShadows(text, cell, shadowed);
  const edits = new Edits(source);
  const visit = (node: Node): void => {
    if (stripNode(node, source, edits)) return;
    for (const child of children(node)) visit(child);
  };
  for (const statement of body) visit(statement);
  return edits.build().code;
}
