/** What is said of an import that finds nothing: where it looked, and what was probably meant. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SondeError } from '@sonde/schema/error';
import { nearest } from './nearest.js';

/** A sentence in the place of Node's error, where there is a better one; else that error. */
export function explainMissing(specifier: string, directory: string, error: unknown): unknown {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE') return missingBuiltin(specifier);
  if (specifier === '')
    return new SondeError('import-empty', 'Cannot import "": it names nothing', {
      hint: 'Name a package ("zod"), a module of Node.js ("node:fs") or a file ("./local").'
    });
  if (/^https?:/.test(specifier)) return remoteImport(specifier);
  const [, registry, name] = /^(npm|jsr):((?:@[^/]+\/)?[^@/]+)/.exec(specifier) ?? [];
  if (registry !== undefined && name !== undefined) return denoImport(registry, name);
  const isLocal = /^\.{0,2}\//.test(specifier) || specifier.startsWith('file:');
  if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return notExported(specifier, message, error);
  if (!isLocal || (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_UNSUPPORTED_DIR_IMPORT')) return error;
  const path = fileURLToPath(new URL(specifier, pathToFileURL(join(directory, 'notebook.ts'))));
  // Something that the file imports may be what is missing.
  return message.includes(`'${path}'`) ? missingFile(specifier, path) : error;
}

/** The package that a file which a cell imports wanted, and did not find, and that file. */
export function wantedByFile(error: unknown): { name: string; by: string } | undefined {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  const [, name, by] = /^Cannot find package '([^']+)' imported from (.+)$/.exec(message) ?? [];
  return code === 'ERR_MODULE_NOT_FOUND' && name !== undefined && by !== undefined ? { name, by } : undefined;
}

/** What `require` does not find. */
export function missingRequired(specifier: string, directory: string): SondeError {
  return missingFile(specifier, resolve(directory, specifier), 'require');
}

/** A package that is not there; `others` are names of packages that are. */
export function missingPackage(
  name: string,
  specifier: string,
  directory: string,
  others: readonly string[],
  { by, cause }: { by?: string; cause?: unknown } = {}
): SondeError {
  const close = nearest(name, [...others, ...builtinModules]);
  const install = `run "npm install ${name}" in ${directory}`;
  const isJsx = specifier === 'react/jsx-runtime';
  const where = by === undefined ? '' : `; ${by} imports it`;
  return new SondeError('package-missing', `No package is called "${name}" here${where}`, {
    hint: isJsx
      ? `JSX makes its elements with it: ${install}, or name a function of your own with /** @jsx name */ above the cell.`
      : close
        ? `Did you mean "${close}"? Otherwise ${install}.`
        : `To add it, ${install}.`,
    cause
  });
}

/** Browsers and Deno load what an address names; Node does not. */
function remoteImport(address: string): SondeError {
  const name =
    /^https?:\/\/(?:esm\.sh|cdn\.skypack\.dev|(?:cdn\.jsdelivr\.net\/npm|unpkg\.com))\/((?:@[^/@]+\/)?[^/@?]+)/.exec(
      address
    )?.[1];
  return new SondeError('package-address', `Cannot import from the address "${address}"`, {
    hint: name
      ? `Run "npm install ${name}" beside the notebook and import from "${name}".`
      : 'Packages are installed beside the notebook; a single file can be downloaded and imported from there.'
  });
}

/** The package is there, and keeps that part of it to itself. */
function notExported(specifier: string, message: string, cause: unknown): SondeError {
  const [, file] = / in (.*package\.json)/.exec(message) ?? [];
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const offered = file === undefined ? [] : exportsOf(file).map(path => name + path.slice(1));
  const close = nearest(specifier, offered);
  return new SondeError('package-path', `The package "${name}" has nothing to import as "${specifier}"`, {
    hint: close
      ? `Did you mean "${close}"?`
      : `What it has is named under "exports" in ${file ?? 'its package.json'}${offered.length > 0 ? `: ${offered.slice(0, 10).join(', ')}` : ''}.`,
    cause
  });
}

function exportsOf(file: string): string[] {
  const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports?: unknown };
  return typeof exports === 'object' && exports !== null
    ? Object.keys(exports).filter(path => path.startsWith('.') && !path.includes('*'))
    : [];
}

/** Deno takes packages by address. */
function denoImport(registry: string, name: string): SondeError {
  const add = registry === 'jsr' ? `npx jsr add ${name}` : `npm install ${name}`;
  return new SondeError(
    'package-address',
    `Cannot import from "${registry}:": packages are installed beside the notebook`,
    {
      hint: `Run "${add}" there and import from "${name}".`
    }
  );
}

function missingBuiltin(specifier: string): SondeError {
  const close = nearest(specifier.replace(/^node:/, ''), builtinModules);
  return new SondeError('builtin-missing', `Node.js has no module "${specifier}"`, {
    hint: close ? `Did you mean "node:${close}"?` : 'Its modules are listed at https://nodejs.org/api.'
  });
}

function missingFile(specifier: string, path: string, verb: 'import' | 'require' = 'import'): SondeError {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const [first] = namesIn(path);
    return new SondeError('file-folder', `Cannot ${verb} "${specifier}": ${resolve(path)} is a folder`, {
      hint: first
        ? `Name a file in it, such as "${specifier.replace(/\/$/, '')}/${first}".`
        : 'There is nothing in it to import.'
    });
  }
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return new SondeError('file-missing', `Cannot ${verb} "${specifier}": there is no folder ${folder}`);
  }
  const close = nearest(basename(path), namesIn(folder));
  return new SondeError('file-missing', `Cannot ${verb} "${specifier}": there is no such file in ${folder}`, {
    hint: close
      ? `Did you mean "${specifier.slice(0, specifier.lastIndexOf('/') + 1)}${close}"?`
      : 'A path is taken from the folder of the notebook.'
  });
}

/** As imports name them: TypeScript files with and without their ending. */
function namesIn(folder: string): string[] {
  const files = readdirSync(resolve(folder)).filter(name => /\.([cm]?[jt]sx?|json)$/.test(name));
  return files.flatMap(name => (/\.tsx?$/.test(name) ? [name.replace(/\.tsx?$/, ''), name] : [name]));
}
