/**
 * Errors as people read them: the place in the cell, an excerpt, the frames that are theirs, the causes. Positions are
 * taken back through the cells' mappings. Colours are for the traceback only; `evalue` has none.
 */
import type { ErrorReport } from '../channel/messages.js';
import type { Position } from '@sonde/schema/editor';
import type { Mapping } from './edits.js';
import { excerpt, paint, words } from './excerpt.js';

/** A cell that frames may point into, or a file that is not run as it is written. */
export interface CellSource {
  /** What the notebook shows in the brackets; of a file its path. */
  label: string;
  isFile?: boolean;
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
  // The innermost place in a file, and the innermost in a cell.
  const excerpts = { file: depth === 0, cell: depth === 0 };
  for (const frame of framesOf(report.stack)) {
    const cell = frame.file === undefined ? undefined : find(frame.file);
    if (!cell || !frame.position) {
      if (!report.sentence && !isInternal(frame)) lines.push(paint.dim(`    at ${plainText(frame)}`));
      continue;
    }
    const at = cell.mapping(frame.position);
    if (!at) continue;
    lines.push(`    at ${inWords(frame, cell, at)}`);
    if (cell.isFile ? excerpts.file && excerpts.cell : excerpts.cell) lines.push(...excerpt(cell.source, at));
    excerpts[cell.isFile ? 'file' : 'cell'] = false;
  }
  if (report.more !== undefined) lines.push(...report.more.split('\n').map(line => `  ${line}`));
  if (depth < 5) {
    for (const error of report.errors ?? []) lines.push(...indent(traceback(error, find, depth + 1)));
    // A sentence for people has said what matters of its cause.
    if (report.cause && !report.sentence) {
      const [first = '', ...rest] = traceback(report.cause, find, depth + 1);
      lines.push(`Caused by ${report.cause.isValue ? report.cause.message : first}`, ...rest);
    }
  }
  return lines;
}

function inWords({ name }: Frame, cell: CellSource, at: Position): string {
  const place = `${cellName(cell)} ${words(at)}`;
  return name ? `${name} (${place})` : place;
}

const frameLine = /^(\s+at )(.*?:\d+:\d+\)?|.*?)(\s*[\]{},]*)$/;
/** No line of a stack is longer, and a longer one could keep the pattern busy. */
const longestFrame = 2000;

/**
 * Printed text, with the places that V8 has written into it as a traceback has them, and without the frames of Node and the
 * kernel below those. What a stack is followed by on its last line (the bracket of an array it stands in) stays.
 */
export function withPlaces(text: string, find: FindCell): string {
  if (!text.includes('    at ')) return text;
  const lines: string[] = [];
  let isOurs = false;
  for (const line of text.split('\n')) {
    const [, indent, called, rest = ''] = line.length < longestFrame ? (frameLine.exec(line) ?? []) : [];
    const frame = called === undefined ? undefined : frameOf(called);
    if (!frame) {
      isOurs = false;
      lines.push(line);
      continue;
    }
    const cell = frame.file === undefined ? undefined : find(frame.file);
    const at = cell && frame.position && cell.mapping(frame.position);
    isOurs ||= cell !== undefined;
    if (cell ? at : !(isOurs && isInternal(frame)))
      lines.push(`${indent}${cell && at ? inWords(frame, cell, at) : plainText(frame)}${rest}`);
    else if (rest.trim() !== '') lines.push(`${lines.pop() ?? ''}${rest}`);
  }
  return lines.join('\n');
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
    .map(frameOf);
}

function frameOf(text: string): Frame {
  const match = /^(?:(.*) \()?(?:async )?(.*?):(\d+):(\d+)\)?$/.exec(text);
  if (!match) return { text };
  const [, name, file, line, column] = match;
  return {
    text,
    ...(name && name !== 'eval' && { name }),
    ...(file !== undefined && { file }),
    position: { line: Number(line) - 1, column: Number(column) - 1 }
  };
}

/** A file that is loaded anew when it changes has a number at its URL. */
function plainText({ text }: Frame): string {
  return text.replace(/\?changed=[\d.]+(?=:\d+:\d+)/, '');
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

export function cellName({ label, isFile }: CellSource): string {
  return isFile ? label : `Cell [${label}]`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
