/**
 * The cells that have run, as the debugger needs them. A front end knows a cell by the hash of its text, V8 by the URL of
 * the script that was made of it; a cell that runs twice has one text and two scripts.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position } from '@sonde/schema/editor';
import { positionAt, lineStarts, type Mapping } from '../cells/edits.js';
import { murmur2 } from './murmur2.js';

/** How a front end comes from a cell's text to the path that the debugger calls it by. */
export const cellPaths = {
  hashMethod: 'Murmur2',
  hashSeed: 0xc70f6907,
  // JupyterLab shows a source whose path has "ipykernel_" in it as "Cell [3]". Another process, other paths: a front end
  // sees from them that the kernel has been restarted, and tells the cells again. No file is written.
  tmpFilePrefix: join(tmpdir(), `sonde_ipykernel_${process.pid}`, '/'),
  tmpFileSuffix: '.ts'
} as const;

export function cellPath(source: string): string {
  return `${cellPaths.tmpFilePrefix}${murmur2(source, cellPaths.hashSeed)}${cellPaths.tmpFileSuffix}`;
}

/** What a cell's text became. */
export interface Generated {
  code: string;
  mapping: Mapping;
  body: { start: number; end: number };
  async: boolean;
}

export interface CellScript extends Generated {
  /** What the notebook shows in the brackets. */
  label: string;
  source: string;
  url: string;
  path: string;
}

export class CellScripts {
  private readonly byUrl = new Map<string, CellScript>();
  private readonly runs = new Map<string, CellScript[]>();
  private readonly sources = new Map<string, string>();

  add(filename: string, label: string, source: string, generated: Generated): CellScript {
    const path = this.tell(source);
    const { code, mapping, body, async } = generated;
    const script = { label, source, path, url: pathToFileURL(filename).href, code, mapping, body, async };
    this.byUrl.set(script.url, script);
    const runs = this.runs.get(path) ?? [];
    this.runs.set(path, [...runs, script]);
    return script;
  }

  /** A cell's text that a front end means to speak of. Returns its path. */
  tell(source: string): string {
    const path = cellPath(source);
    this.sources.set(path, source);
    return path;
  }

  at(url: string): CellScript | undefined {
    return this.byUrl.get(url);
  }

  /** Every run of the cell with this path. */
  of(path: string): readonly CellScript[] {
    return this.runs.get(path) ?? [];
  }

  sourceOf(path: string): string | undefined {
    return this.sources.get(path);
  }

  isCell(path: string): boolean {
    return path.startsWith(cellPaths.tmpFilePrefix);
  }
}

/** Is the place in the frame that makes the cell a script, and not in the cell itself? */
export function isGlue({ code, body }: Generated, { line, column }: Position): boolean {
  const offset = (lineStarts(code)[line] ?? code.length) + column;
  return offset < body.start || offset >= body.end;
}

/** Where the cell's own statements begin. */
export function bodyStart({ code, body }: Generated): Position {
  return positionAt(lineStarts(code), body.start);
}
