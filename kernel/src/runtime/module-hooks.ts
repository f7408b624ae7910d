/**
 * Loader hooks for the notebook's own TypeScript files (they run in Node's hook thread): types are stripped by
 * oxc-transform, `./x` finds `./x.ts`, and a changed file, or one that imports a changed file, is loaded anew.
 */
import { readFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import type { LoadedFile } from '../channel/messages.js';
import { transformFile } from '../cells/transform-file.js';

let provide: Record<string, string> = {};
/** URLs of the notebook's folder and of the one that holds cells that are modules, with a slash at the end. */
let directory = '';
let cells = '';
/** To the protocol worker, which writes the tracebacks. */
let loaded: MessagePort | undefined;
/** File URL → the file URLs it imports. */
const imports = new Map<string, Set<string>>();

export const initialize: InitializeHook<{
  provide: Record<string, string>;
  directory: string;
  cells: string;
  loaded: MessagePort;
}> = data => {
  loaded = data.loaded;
  provide = data.provide;
  directory = `${pathToFileURL(data.directory).href}/`;
  cells = `${pathToFileURL(data.cells).href}/`;
};

export const resolve: ResolveHook = async (specifier, given, next) => {
  // A cell that is a module imports as a file of the notebook's folder does.
  const context = { ...given, parentURL: given.parentURL?.replace(cells, directory) };
  if (/^(\.{0,2}\/|file:)/.test(specifier)) {
    const url = cellModule(specifier, context.parentURL) ?? localFile(specifier, context.parentURL);
    if (url === undefined) return next(specifier, context);
    const parent = given.parentURL?.replace(/\?.*$/, '');
    if (parent !== undefined) imports.set(parent, (imports.get(parent) ?? new Set()).add(url));
    return { url: `${url}?changed=${version(url)}`, shortCircuit: true };
  }
  try {
    return await next(specifier, context);
  } catch (error) {
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    const folder = provide[name];
    if (folder === undefined || (error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return next(specifier, { ...context, parentURL: pathToFileURL(join(folder, 'package.json')).href });
  }
};

export const load: LoadHook = async (url, context, next) => {
  if (!/\.([cm]?tsx?|jsx)(\?|$)/.test(url) || !url.startsWith('file:')) return next(url, context);
  const path = fileURLToPath(url.replace(/\?.*$/, ''));
  const text = await readFile(path, 'utf8');
  const { code, map, errors } = transformFile(path, text);
  const [error] = errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}\n${error.codeframe ?? ''}`);
  if (map) loaded?.postMessage({ url, text, mappings: map.mappings } satisfies LoadedFile);
  // The debugger reads the map from the script: it is of what runs, whatever the file says by then.
  const source = map ? `${code}\n//# sourceMappingURL=${inline(map)}\n` : code;
  return { format: path.endsWith('.cts') ? 'commonjs' : 'module', source, shortCircuit: true };
};

function inline(map: object): string {
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** The URL of the cell that a relative specifier means, if it means one. */
function cellModule(specifier: string, parent: string | undefined): string | undefined {
  const { href } = new URL(specifier, parent);
  return href.startsWith(directory) ? localFile(href.replace(directory, cells), undefined) : undefined;
}

/** What may be left out, as TypeScript has it (`moduleResolution: bundler`). */
const endings = ['.ts', '.tsx', '.js', '.mjs', '.jsx', '/index.ts', '/index.tsx', '/index.js'];

/** The URL of the file that a relative specifier means, if it is one that can be loaded anew. */
function localFile(specifier: string, parent: string | undefined): string | undefined {
  const url = new URL(specifier, parent);
  if (url.protocol !== 'file:' || url.pathname.includes('/node_modules/')) return undefined;
  url.search = '';
  const candidates = [url.href];
  if (/\.[cm]?jsx?$/.test(url.pathname)) candidates.push(url.href.replace(/js(x?)$/, 'ts$1'));
  else candidates.push(...endings.map(ending => url.href + ending));
  const found = candidates.find(isFile);
  return found !== undefined && /\.(m?jsx?|[cm]?tsx?)$/.test(found) ? found : undefined;
}

/** A number that changes whenever the file, or anything it is known to import, does. */
function version(url: string, seen = new Set<string>()): number {
  if (seen.has(url)) return 0;
  seen.add(url);
  const own = statSync(fileURLToPath(url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // A sum: any change of any file makes another number.
  return [...(imports.get(url) ?? [])].reduce((sum, one) => sum + version(one, seen), own);
}

function isFile(url: string): boolean {
  return statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() ?? false;
}
