/** Everything about a cell's text. Loaded when the first cell arrives. */
import { lineStarts, positionAt, type Position } from './edits.js';

export { completeness } from './complete.js';
export { declarations, type Declaration } from './declarations.js';
export { parseCell, type ParsedCell } from './parse.js';
export { RememberedRewrites } from './remembered.js';
export { rewriteCell } from './rewrite.js';
export { errorContent, syntaxErrorContent } from './traceback.js';

export function offsetPosition(text: string, offset: number): Position {
  return positionAt(lineStarts(text), Math.min(offset, text.length));
}
