/**
 * Errors as people read them: the place in the cell, an excerpt, the frames that are theirs, the causes. Positions are
 * taken back through the cells' mappings. Colours are for the traceback only; `evalue` has none.
 */
import type { ErrorReport } from '../channel/messages.js';
import type { Position } from '@sonde/schema/editor';
import type { Mapping } from './edits.js';
import { excerpt, paint, words } from './excerpt.js';

/** A cell that frames may point into. */
export interface CellSource {
  /** What the notebook shows in the brackets. */
  label: string;
  source: string;
  mapping: Mapping;
}

export type FindCell = (filename: string) => CellSource | undefined;

export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

export function errorContent(report: ErrorReport, find: FindCell): ErrorContent {
  const evalue = [report.message, ...fieldLines(report), ...(report.hint ? [report.hint] : [])].join('\n');
  return { ename: report.name, evalue, traceback: traceback(report, find) };
}

/** A syntax error found before anything ran. */
export function syntaxErrorContent(message: string, at: Position, cell: CellSource): ErrorContent {
  const place = paint.dim(`${cellName(cell)} ${words(at)}`);
  return {
    ename: 'SyntaxError',
    evalue: message,
    traceback: [`${paint.red('SyntaxError')}: ${message}`, `    ${place}`, ...excerpt(cell.source, at)]
  };
}

function traceback(report: ErrorReport, find: FindCell, depth = 0): string[] {
  const lines = [`${paint.red(report.name)}: ${report.message}`];
  for (const field of fieldLines(report)) lines.push(`  ${field}`);
  if (report.hint) lines.push(`  ${paint.cyan(report.hint)}`);
  let shownSource = depth > 0;
  for (const frame of framesOf(report.stack)) {
    const cell = frame.file === undefined ? undefined : find(frame.file);
    const at = cell && frame.position && cell.mapping(frame.position);
    if (!cell || !at) {
      if (!report.sentence && !isInternal(frame)) lines.push(paint.dim(`    at ${frame.text}`));
      continue;
    }
    const caller = frame.name
      ? `${frame.name} (${cellName(cell)} ${words(at)})`
      : `${cellName(cell)} ${words(at)}`;
    lines.push(`    at ${caller}`);
    if (!shownSource) lines.push(...excerpt(cell.source, at));
    shownSource = true;
  }
  if (depth < 5) {
    for (const error of report.errors ?? []) lines.push(...indent(traceback(error, find, depth + 1)));
    // A sentence for people has said what matters of its cause.
    if (report.cause && !report.sentence) {
      const [first = '', ...rest] = traceback(report.cause, find, depth + 1);
      lines.push(`Caused by ${first}`, ...rest);
    }
  }
  return lines;
}

interface Frame {
  text: string;
  name?: string;
  file?: string;
  position?: Position;
}

function framesOf(stack: string): Frame[] {
  return stack
    .split('\n')
    .map(line => /^\s*at (.*)$/.exec(line)?.[1])
    .filter(text => text !== undefined)
    .map(text => {
      const match = /^(?:(.*) \()?(?:async )?(.*?):(\d+):(\d+)\)?$/.exec(text);
      if (!match) return { text };
      const [, name, file, line, column] = match;
      return {
        text,
        ...(name && name !== 'eval' && { name }),
        file,
        position: { line: Number(line) - 1, column: Number(column) - 1 }
      };
    });
}

const ownFolder = new URL('..', import.meta.url);

/** Node's inside and the kernel's are no help to the reader. */
function isInternal(frame: Frame): boolean {
  const file = frame.file ?? frame.text;
  return (
    /\bnode:|^internal\/|^<anonymous>|^native$/.test(file) ||
    file.includes(ownFolder.href) ||
    file.includes(decodeURIComponent(ownFolder.pathname))
  );
}

/** One line for each wrong argument that the message has not told already. */
function fieldLines({ fields = {}, message }: ErrorReport): string[] {
  return Object.entries(fields).flatMap(([field, sentences]) =>
    sentences.filter(one => !message.includes(one)).map(one => `${field}: ${one}`)
  );
}

export function cellName(cell: CellSource): string {
  return `Cell [${cell.label}]`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
