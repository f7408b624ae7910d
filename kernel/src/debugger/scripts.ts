/** What V8 runs, in the user's words: which script is which cell or file, and where in its text a place is. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Debugger } from 'node:inspector';
import type { Position } from '@sonde/schema/editor';
import { mappingOf, segmentsOf, type Segment } from '../cells/source-map.js';
import type { Inspector } from './inspector.js';
import { isGlue, type CellScript, type CellScripts } from './cell-scripts.js';

export interface UserScript {
  /** Of a cell what the front end calls it by; of a file where it is. */
  path: string;
  name: string;
  cell?: CellScript;
  scriptId: string;
  url: string;
  toOriginal(generated: Position): Position | undefined;
}

interface SourceMap {
  mappings: string;
  sourcesContent?: (string | null)[];
}

export class Scripts {
  private readonly parsed = new Map<string, Debugger.ScriptParsedEventDataType>();
  private readonly maps = new Map<string, SourceMap | undefined>();

  constructor(private readonly cells: CellScripts) {}

  add(script: Debugger.ScriptParsedEventDataType): void {
    this.parsed.set(script.scriptId, script);
  }

  clear(): void {
    this.parsed.clear();
    this.maps.clear();
  }

  /** Undefined for Node's inside, the kernel's, and what has no file. */
  user(scriptId: string): UserScript | undefined {
    const script = this.parsed.get(scriptId);
    if (!script || isInternal(script)) return undefined;
    const { url } = script;
    const cell = this.cells.at(url);
    if (cell) {
      // What is evaluated for a cell's user_expressions has its name and another text.
      if ((script.length ?? cell.code.length) !== cell.code.length) return undefined;
      const { path, label } = cell;
      const toOriginal = (at: Position) => (isGlue(cell, at) ? undefined : cell.mapping(at));
      return { path, name: `Cell [${label}]`, cell, scriptId, url, toOriginal };
    }
    const path = fileOf(url);
    if (path === undefined) return undefined;
    const map = this.mapOf(script);
    const toOriginal = map ? mappingOf(map.mappings) : (at: Position) => at;
    return { path, name: path.split('/').at(-1) ?? path, scriptId, url, toOriginal };
  }

  /** As V8 runs it. */
  async codeOf(scriptId: string, inspector: Inspector): Promise<string> {
    const cell = this.user(scriptId)?.cell;
    if (cell) return cell.code;
    const { scriptSource } = await inspector.post<Debugger.GetScriptSourceReturnType>(
      'Debugger.getScriptSource',
      {
        scriptId
      }
    );
    return scriptSource;
  }

  /** Is it the kernel's own code, which runs cells and catches whatever they throw? */
  isKernel(scriptId: string): boolean {
    return this.parsed.get(scriptId)?.url.startsWith(ownFolder) ?? false;
  }

  /** Is it within Node itself? */
  isNode(scriptId: string): boolean {
    return this.parsed.get(scriptId)?.url.startsWith('node:') ?? false;
  }

  /** The scripts of a cell or file that V8 still has. */
  of(path: string): UserScript[] {
    const urls = new Set(this.cells.of(path).map(one => one.url));
    return [...this.parsed.values()]
      .filter(({ url }) => urls.has(url) || fileOf(url) === path)
      .flatMap(({ scriptId }) => this.user(scriptId) ?? []);
  }

  /** The source map of a file that has been loaded. */
  segmentsOf(scriptId: string): Segment[][] | undefined {
    const script = this.parsed.get(scriptId);
    const map = script && this.mapOf(script);
    return map && segmentsOf(map.mappings);
  }

  /** The text of a cell or file as people wrote it; as it was loaded, if it was. Undefined when there is none. */
  textOf(path: string): string | undefined {
    const cell = this.cells.sourceOf(path);
    if (cell !== undefined) return cell;
    for (const { scriptId } of this.of(path).reverse()) {
      const script = this.parsed.get(scriptId);
      const text = script && this.mapOf(script)?.sourcesContent?.[0];
      if (text) return text;
    }
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Files that have been loaded, newest last. */
  files(): { path: string; name: string }[] {
    const paths = [...this.parsed.values()].filter(one => !isInternal(one) && !this.cells.at(one.url));
    const files = new Set(paths.flatMap(({ url }) => fileOf(url) ?? []));
    return [...files].map(path => ({ path, name: path.split('/').at(-1) ?? path }));
  }

  private mapOf({ scriptId, sourceMapURL }: Debugger.ScriptParsedEventDataType): SourceMap | undefined {
    if (!this.maps.has(scriptId)) this.maps.set(scriptId, readMap(sourceMapURL));
    return this.maps.get(scriptId);
  }
}

const ownFolder = new URL('..', import.meta.url).href;
const schemaFile = createRequire(import.meta.url).resolve('@sonde/schema/error');
const schemaFolder = new URL('.', pathToFileURL(schemaFile)).href;

/** All that may be hidden from V8 while it looks for exceptions: where cells are run, as a file of its own or joined in one. */
export const runnerPattern = `^${escaped(ownFolder)}runtime/(cell|runtime)\\.js$`;

/** Where V8 steps over: Node's inside, the kernel, and packages. It does not look at what is thrown there either. */
export const skippedPatterns = ['^node:', `^${escaped(ownFolder)}`, '/node_modules/'];

function isInternal({ url, isModule }: Debugger.ScriptParsedEventDataType): boolean {
  if (!url.startsWith('file:') || url.startsWith(ownFolder) || url.startsWith(schemaFolder)) return true;
  // What the kernel imports through (runtime/modules.ts).
  return isModule !== true && url.endsWith('/notebook.ts');
}

/** A file that has changed is loaded anew under the same URL with another query. */
function fileOf(url: string): string | undefined {
  return url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : undefined;
}

/** Matches every version of a file. */
export function fileUrlPattern(path: string): string {
  return `^${escaped(pathToFileURL(path).href)}([?#].*)?$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Those that the kernel writes into the script; what packages bring is left alone. */
function readMap(url: string | undefined): SourceMap | undefined {
  const match = /^data:application\/json;base64,(.*)$/s.exec(url ?? '');
  if (!match) return undefined;
  return JSON.parse(Buffer.from(match[1] ?? '', 'base64').toString()) as SourceMap;
}
