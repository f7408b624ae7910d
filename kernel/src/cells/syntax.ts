/** A cell's first syntax error, as a sentence and a place. */
import type { Position } from '@sonde/schema/editor';
import { declarations } from './declarations.js';
import { lineStarts, positionAt } from './edits.js';
import { isNode, type Node } from './nodes.js';
import { parseCell, type ParsedCell } from './parse.js';

export function syntaxErrorOf(
  source: string,
  cell: ParsedCell
): { message: string; at: Position } | undefined {
  const [error] = cell.errors;
  if (!error) return unheard(source, cell);
  const offset = Math.min(error.labels[0]?.start ?? 0, source.length);
  const hint = hintFor(source, cell) ?? error.helpMessage;
  // The parser says the same of both.
  const isTemplate = error.message === 'Unterminated string' && !/["']/.test(source.charAt(offset));
  const message = isTemplate ? 'Unterminated template string' : inWords(error.message);
  return {
    message: hint ? `${message}\n${hint}` : message,
    at: positionAt(lineStarts(source), offset)
  };
}

/** The parser's names for what is no text. */
function inWords(message: string): string {
  return message
    .replace('but found `EOF`', 'before the end of the cell')
    .replace(/ but found `Unknown`$/, '');
}

/** What V8 finds without saying where, in what the parser takes. */
function unheard(source: string, { body }: ParsedCell): { message: string; at: Position } | undefined {
  const at = ({ start }: { start: number }) => positionAt(lineStarts(source), start);
  for (const statement of body) {
    const node: Node =
      statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration)
        ? statement.declaration
        : statement;
    if (/^(Class|Function)Declaration$/.test(node.type) && !isNode(node.id)) {
      const what = node.type.startsWith('Class') ? 'class' : 'function';
      return { message: `A ${what} at the beginning of a statement wants a name`, at: at(node) };
    }
  }
  const fixed = declarations(body).find(
    one => one.kind !== 'type' && /^(undefined|NaN|Infinity)$/.test(one.name)
  );
  return (
    fixed && { message: `Nothing can be called "${fixed.name}": it is a value of JavaScript`, at: at(fixed) }
  );
}

function hintFor(source: string, { language }: ParsedCell): string | undefined {
  const isScript = language === 'js' || language === 'jsx';
  if (isScript && parseCell(source).errors.length === 0)
    return 'This is the JavaScript kernel, and the cell is TypeScript: change the kernel of the notebook, or leave the types out.';
  return undefined;
}
