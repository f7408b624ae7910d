/**
 * How cells import: through Node's own loader, as a file in the notebook's folder would; then, for a package that is not
 * installed there, from the folders given to the kernel. TypeScript files of the notebook's folder are loaded too, anew
 * when they or what they import have changed.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { createRequire, register } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { SondeError } from '@sonde/schema/error';
import { ownFolder, ownName } from '../own-package.js';
import { explainMissing, missingPackage, missingRequired, wantedByFile } from './missing-module.js';
import { nearest } from './nearest.js';

type Namespace = Record<string, unknown>;
type ImportFrom = (specifier: string, options?: ImportCallOptions) => Promise<Namespace>;

export class CellModules {
  private readonly importHere: ImportFrom;
  private readonly importProvided = new Map<string, ImportFrom>();
  /** What cells have imported, by specifier. */
  readonly imported = new Map<string, Namespace>();
  private cellFolder: string | undefined;
  private readonly loaded = new Map<string, () => void>();
  readonly require: NodeJS.Require;

  constructor(
    readonly directory: string,
    private readonly provide: Readonly<Record<string, string>>,
    /** Tells who writes tracebacks where it hears of local files that are loaded. */
    private readonly tell: (files: { loaded: MessagePort; cells: string }) => void = () => undefined
  ) {
    this.importHere = importerIn(directory);
    this.require = this.makeRequire();
  }

  /** `import(specifier)` of a cell. `wanted` are the names a static import takes and the cell uses. */
  async import(
    specifier: unknown,
    options?: ImportCallOptions,
    wanted: readonly string[] = []
  ): Promise<Namespace> {
    const name = String(specifier);
    // What TypeScript takes for JSON is JSON.
    const withType = /\.json$/.test(name) && !options?.with ? { with: { type: 'json' } } : options;
    const namespace = await this.load(name, withType);
    this.afterLoad(name);
    this.imported.set(name, namespace);
    return wanted.every(one => one in namespace) ? namespace : withNames(name, namespace, wanted);
  }

  /** Calls `then` when a cell has loaded a package of this name, once. */
  onLoad(name: string, then: () => void): void {
    this.loaded.set(name, then);
  }

  private afterLoad(name: string): void {
    const then = this.loaded.get(name);
    this.loaded.delete(name);
    then?.();
  }

  /** What `import.meta` of a cell is. */
  get meta(): ImportMeta {
    const filename = join(this.directory, 'notebook.ts');
    const { resolve: find } = createRequire(filename);
    return {
      dirname: this.directory,
      filename,
      url: pathToFileURL(filename).href,
      resolve: (specifier: string) => {
        if (/^(node|data|file|https?):/.test(specifier)) return specifier;
        if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, pathToFileURL(filename)).href;
        return pathToFileURL(find(specifier)).href;
      }
    };
  }

  private async load(specifier: string, options?: ImportCallOptions): Promise<Namespace> {
    if (isLocal(specifier)) this.hookTypeScript();
    // Another version of it could not speak with this one.
    if (packageName(specifier) === ownName) return importOwn(specifier, options);
    try {
      return await this.importHere(specifier, options);
    } catch (error) {
      const name = packageName(specifier);
      if (!name || !isMissing(error, name)) throw this.explain(specifier, error);
      const folder = this.provide[name];
      if (folder === undefined) throw this.missing(name, specifier, error);
      let importFrom = this.importProvided.get(name);
      // A package imports itself by its own `exports`.
      if (!importFrom) this.importProvided.set(name, (importFrom = importerIn(folder)));
      return importFrom(specifier, options);
    }
  }

  private makeRequire(): NodeJS.Require {
    const require = createRequire(join(this.directory, 'notebook.ts'));
    const here = (specifier: string): unknown => {
      try {
        const found: unknown = require(specifier);
        this.afterLoad(specifier);
        return found;
      } catch (error) {
        const name = packageName(specifier);
        if (name === undefined) throw this.explainRequire(specifier, error);
        if (!isMissing(error, specifier)) throw error;
        const folder = this.provide[name];
        if (folder === undefined) throw this.missing(name, specifier, error);
        return createRequire(join(folder, 'package.json'))(specifier);
      }
    };
    return Object.assign(here, {
      resolve: require.resolve,
      cache: require.cache,
      main: undefined,
      extensions: {}
    }) as NodeJS.Require;
  }

  /** Of what did not come from a package of that name. */
  private explain(specifier: string, error: unknown): unknown {
    const wanted = wantedByFile(error);
    if (!wanted) return explainMissing(specifier, this.directory, error);
    return missingPackage(wanted.name, wanted.name, this.directory, this.packages(), {
      by: relative(this.directory, wanted.by)
    });
  }

  /** CommonJS knows no TypeScript: say what does. */
  private explainRequire(specifier: string, error: unknown): unknown {
    const path = resolve(this.directory, specifier);
    if (![path, `${path}.ts`].some(one => /\.[cm]?tsx?$/.test(one) && existsSync(one)))
      return isMissing(error, specifier) ? missingRequired(specifier, this.directory) : error;
    return new SondeError('require-typescript', `Cannot require "${specifier}": it is TypeScript`, {
      hint: `Import it: import * as it from '${specifier}', or await import('${specifier}').`
    });
  }

  /** A cell is a module: it is found as if it lay in the notebook's folder, before what lies there. */
  define(file: string, source: string): void {
    const path = join(this.hookTypeScript(), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, source);
  }

  /** The hooks cost a thread: only for notebooks that have local modules. Returns the folder of cells that are modules. */
  private hookTypeScript(): string {
    if (this.cellFolder !== undefined) return this.cellFolder;
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sonde-cells-')));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const { provide, directory } = this;
    const { port1: loaded, port2 } = new MessageChannel();
    this.tell({ loaded: port2, cells: folder });
    register('./module-hooks.js', {
      parentURL: import.meta.url,
      data: { provide, directory, cells: folder, loaded },
      transferList: [loaded]
    });
    return (this.cellFolder = folder);
  }

  private missing(name: string, specifier: string, error: unknown): SondeError {
    const cause = (error as Error).message.includes('imported from') ? undefined : error;
    return missingPackage(name, specifier, this.directory, this.packages(), { cause });
  }

  /** Names of those that are there. */
  private packages(): string[] {
    return [...installedPackages(this.directory), ...Object.keys(this.provide)];
  }
}

const importOwn: ImportFrom = (specifier, options) => importerIn(ownFolder)(specifier, options);

/** Node's `import()`, as if written in a file of `folder`. */
function importerIn(folder: string): ImportFrom {
  return new Script('(specifier, options) => import(specifier, options)', {
    filename: join(folder, 'notebook.ts'),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  }).runInThisContext() as ImportFrom;
}

/** CommonJS modules hide some names from `import`; they are on the default export. */
function withNames(specifier: string, namespace: Namespace, wanted: readonly string[]): Namespace {
  const whole = namespace.default as Namespace | undefined;
  const has = (name: string) =>
    whole !== null && (typeof whole === 'object' || typeof whole === 'function') && name in whole;
  for (const name of wanted) {
    if (name in namespace || has(name)) continue;
    const close = nearest(name, Object.keys(namespace));
    throw new SondeError('export-missing', `"${specifier}" exports no "${name}"`, {
      hint: close
        ? `Did you mean "${close}"? (A type has no value: it is imported for other types only.)`
        : `It exports ${Object.keys(namespace).slice(0, 10).join(', ') || 'nothing'}. (A type has no value.)`
    });
  }
  const missing = wanted.filter(name => !(name in namespace));
  return { ...namespace, ...Object.fromEntries(missing.map(name => [name, whole?.[name]])) };
}

/** "@scope/name" or "name" of a bare specifier. */
function packageName(specifier: string): string | undefined {
  if (/^[./]|^[a-z]+:/i.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isLocal(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || (specifier.startsWith('file:') && /\.[cm]?tsx?$/.test(specifier));
}

/** Is it the package itself that was not found, and not something it wanted? */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 'ERR_MODULE_NOT_FOUND') return message?.startsWith(`Cannot find package '${name}'`) ?? false;
  return code === 'MODULE_NOT_FOUND' && (message?.startsWith(`Cannot find module '${name}'`) ?? false);
}

function installedPackages(directory: string): string[] {
  const names: string[] = [];
  for (let at = resolve(directory); ; at = dirname(at)) {
    const folder = join(at, 'node_modules');
    if (existsSync(folder)) {
      for (const entry of readdirSync(folder)) {
        if (entry.startsWith('.')) continue;
        if (!entry.startsWith('@')) names.push(entry);
        else names.push(...readdirSync(join(folder, entry)).map(name => `${entry}/${name}`));
      }
    }
    if (at === dirname(at)) return names;
  }
}

/** Where the lowering helpers of oxc-transform lie. */
export function helpersFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@oxc-project/runtime/package.json'));
}
