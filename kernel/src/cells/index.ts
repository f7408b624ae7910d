/** Everything about a cell's text. Loaded when the first cell arrives. */
export { completeness } from './complete.js';
export { declarations, type Declaration } from './declarations.js';
export { moduleCell, moduleName } from './module-cell.js';
export { parseCell, type ParsedCell } from './parse.js';
export { RememberedRewrites } from './remembered.js';
export { rewriteCell } from './rewrite.js';
export { syntaxErrorOf } from './syntax.js';
export { typeErrorContent } from './type-errors.js';
export { errorContent, syntaxErrorContent, withPlaces } from './traceback.js';
