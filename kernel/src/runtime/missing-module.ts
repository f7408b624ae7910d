/** What is said of an import that finds nothing: where it looked, and what was probably meant. */
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SondeError } from '@sonde/schema/error';
import { nearest } from './nearest.js';

/** A sentence in the place of Node's error, where there is a better one; else that error. */
export function explainMissing(specifier: string, directory: string, error: unknown): unknown {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE') return missingBuiltin(specifier);
  const [, registry, name] = /^(npm|jsr):((?:@[^/]+\/)?[^@/]+)/.exec(specifier) ?? [];
  if (registry !== undefined && name !== undefined) return denoImport(registry, name);
  const isLocal = /^\.{0,2}\//.test(specifier) || specifier.startsWith('file:');
  if (!isLocal || (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_UNSUPPORTED_DIR_IMPORT')) return error;
  const path = fileURLToPath(new URL(specifier, pathToFileURL(join(directory, 'notebook.ts'))));
  // Something that the file imports may be what is missing.
  return message.includes(`'${path}'`) ? missingFile(specifier, path) : error;
}

/** A package that is not there; `others` are names of packages that are. */
export function missingPackage(
  name: string,
  specifier: string,
  directory: string,
  others: readonly string[],
  cause?: unknown
): SondeError {
  const close = nearest(name, [...others, ...builtinModules]);
  const install = `run "npm install ${name}" in ${directory}`;
  const isJsx = specifier === 'react/jsx-runtime';
  return new SondeError('package-missing', `No package is called "${name}" here`, {
    hint: isJsx
      ? `JSX makes its elements with it: ${install}, or name a function of your own with /** @jsx name */ above the cell.`
      : close
        ? `Did you mean "${close}"? Otherwise ${install}.`
        : `To add it, ${install}.`,
    cause
  });
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

function missingFile(specifier: string, path: string): SondeError {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return new SondeError('file-missing', `Cannot import "${specifier}": there is no folder ${folder}`);
  }
  const close = nearest(basename(path), namesIn(folder));
  return new SondeError('file-missing', `Cannot import "${specifier}": there is no such file in ${folder}`, {
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
