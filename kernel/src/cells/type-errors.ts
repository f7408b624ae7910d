/** The type errors that keep a cell from running, as the error it ends with. */
import type { Diagnostic } from '@sonde/schema/editor';
import { excerpt, paint, words } from './excerpt.js';
import { cellName, type CellSource, type ErrorContent } from './traceback.js';

/** More are counted, not shown. */
const mostShown = 20;

export function typeErrorContent(errors: readonly Diagnostic[], cell: CellSource): ErrorContent {
  const [first] = errors;
  const count = errors.length === 1 ? '1 type error' : `${errors.length} type errors`;
  const head = `${count}: the cell has not run`;
  const told = first ? `\n${words(first.from)}: ${titleOf(first)}` : '';
  return {
    ename: 'TypeScriptError',
    evalue: `${head}${told}`,
    traceback: [
      `${paint.red('TypeScriptError')}: ${head}`,
      ...errors.slice(0, mostShown).flatMap(error => one(error, cell)),
      ...(errors.length > mostShown ? [`  … and ${errors.length - mostShown} more`] : []),
      paint.cyan(
        '  To run it all the same, write // @types: warn above it, or kernel.types = "warn" for the notebook.'
      )
    ]
  };
}

function one(error: Diagnostic, cell: CellSource): string[] {
  const width = error.from.line === error.to.line ? error.to.column - error.from.column : 1;
  return [
    `    ${cellName(cell)} ${words(error.from)}`,
    `  ${titleOf(error)}`,
    ...excerpt(cell.source, error.from, width)
  ];
}

function titleOf({ code, message }: Diagnostic): string {
  return /^\d+$/.test(code) ? `TS${code}: ${message}` : message;
}
