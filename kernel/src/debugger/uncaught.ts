/**
 * Will the user's own code catch what is thrown at a place? V8 cannot say: the kernel catches everything that a cell
 * throws, so to V8 all of it is caught. The text tells: a `try` with a `catch` around the place, in its own function.
 */
import type { Position } from '@sonde/schema/editor';
import { lineStarts, positionAt } from '../cells/edits.js';
import { children, isNode, type Node } from '../cells/nodes.js';
import { parseAs } from '../cells/parse.js';

/** From where to where the function around a place goes: the positions of its body's braces. */
export function functionAround(code: string, at: Position): { start: Position; end: Position } | undefined {
  const starts = lineStarts(code);
  const offset = (starts[at.line] ?? 0) + at.column;
  let body: Node | undefined;
  const visit = (node: Node): void => {
    if (offset < node.start || offset >= node.end) return;
    if (/Function/.test(node.type) && isNode(node.body)) body = node.body;
    for (const child of children(node)) visit(child);
  };
  for (const statement of parseAs(code, 'js').body) visit(statement);
  return body && { start: positionAt(starts, body.start + 1), end: positionAt(starts, body.end) };
}

/** `code` is JavaScript, as V8 runs it. */
export function isCaughtIn(code: string, { line, column }: Position): boolean {
  const offset = (lineStarts(code)[line] ?? 0) + column;
  let caught = false;
  const visit = (node: Node): void => {
    if (offset < node.start || offset >= node.end) return;
    if (/Function/.test(node.type) || node.type === 'StaticBlock') caught = false;
    if (node.type === 'TryStatement' && isNode(node.handler) && isNode(node.block)) {
      const { start, end } = node.block;
      if (start <= offset && offset < end) caught = true;
    }
    for (const child of children(node)) visit(child);
  };
  for (const statement of parseAs(code, 'js').body) visit(statement);
  return caught;
}
