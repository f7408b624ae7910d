/**
 * What is said of functions that run in the browser. The checker knows neither what is there (the DOM is no part of a cell's
 * program) nor what is not: the notebook's names, which their text leaves behind.
 */
import type { Diagnostic } from '@sonde/schema/editor';
import { browserFunctions, type BrowserFunction } from '../cells/browser-functions.js';
import { lineStarts, positionAt } from '../cells/edits.js';
import type { ParsedCell } from '../cells/parse.js';
import { browserNames } from './browser-names.js';
import type { LspDiagnostic, LspPosition } from './lsp-answers.js';
import { fromBuffer } from './lsp-positions.js';

export interface BrowserVerdict {
  /** What the checker said, less what is right in a browser. */
  items: LspDiagnostic[];
  /** What it could not say. */
  unseen: Diagnostic[];
}

export interface NotebookView {
  /** The names of the notebook that the cell sees. */
  names: ReadonlySet<string>;
  /** Is the function called at this offset the one that makes widgets? */
  makesWidgets(offset: number): Promise<boolean>;
}

export async function judgeBrowserCode(
  items: LspDiagnostic[],
  code: string,
  cell: ParsedCell,
  notebook: NotebookView
): Promise<BrowserVerdict> {
  const found = await Promise.all(
    browserFunctions(code, cell).map(async one => {
      const matters = items.some(item => isIn(one, item, code)) || unseenIn(one, notebook.names).length > 0;
      if (!matters) return [];
      // Others have functions with these names too.
      return !one.sent || (await notebook.makesWidgets(one.sent.callee)) ? [one] : [];
    })
  );
  const functions = found.flat();
  if (functions.length === 0) return { items, unseen: [] };
  const browser = await browserNames();
  return {
    items: items.filter(
      item => !(functions.some(one => isIn(one, item, code)) && isRight(item, code, browser))
    ),
    unseen: functions.flatMap(one =>
      unseenIn(one, notebook.names)
        .filter(({ name }) => !browser.has(name))
        .map(({ name, start }) => unseen(one.name, name, start, code))
    )
  };
}

/** "Cannot find name", in all its forms; a type and a value of one name that Node has only one of. */
const missing = new Set([2304, 2503, 2552, 2584, 2693, 2749]);
/** "Cannot find module". */
const missingModule = 2307;

function isRight(
  { code: number, range }: LspDiagnostic,
  code: string,
  browser: ReadonlySet<string>
): boolean {
  const text = code.slice(offsetOf(range.start, code), offsetOf(range.end, code));
  if (Number(number) === missingModule) return /^['"`](?:https?:)?\/\//.test(text);
  return missing.has(Number(number)) && browser.has(text);
}

/** Which of a function's names it takes from the notebook, as far as that is sure. */
function unseenIn({ sent, free }: BrowserFunction, names: ReadonlySet<string>): BrowserFunction['free'] {
  const imports = sent?.imports;
  if (imports === undefined) return [];
  const imported = new Set(imports.match(/[\p{ID_Continue}$]+/gu));
  return free.filter(({ name, around }) => (around || names.has(name)) && !imported.has(name));
}

function unseen(within: string, name: string, start: number, code: string): Diagnostic {
  const lines = lineStarts(code);
  return {
    from: positionAt(lines, start),
    to: positionAt(lines, start + name.length),
    severity: 'error',
    message: `${within}() runs in the browser and does not see "${name}". Put a value into the widget's state and read it with model.get("${name}"), code into ${within} itself, and packages into the option imports.`,
    // The checker's own number for a name that cannot be found.
    code: '2304'
  };
}

function isIn({ start, end }: BrowserFunction, { range }: LspDiagnostic, code: string): boolean {
  const at = offsetOf(range.start, code);
  return start <= at && at < end;
}

/** Before the cell's own text: -1. */
function offsetOf(position: LspPosition, code: string): number {
  const { line, column } = fromBuffer(position);
  const start = lineStarts(code)[line];
  return start === undefined ? -1 : start + column;
}
