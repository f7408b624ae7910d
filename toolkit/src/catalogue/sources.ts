/**
 * Where modules come from. A source is a folder with one folder per module; the built-in one is the package
 * `@sonde/modules`, found at run time so that the toolkit never imports a module.
 */
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, resolve } from 'node:path';

export interface Source {
  /** Shown beside its modules. */
  name: string;
  /** Absolute folder. */
  folder: string;
}

/** The built-in source, then those of `SONDE_MODULES` (folders, separated as in PATH). */
export function sources(env: NodeJS.ProcessEnv = process.env, builtIn = builtInFolder()): Source[] {
  const added = (env['SONDE_MODULES'] ?? '').split(delimiter).filter(Boolean);
  return [
    ...(builtIn ? [{ name: 'built-in', folder: builtIn }] : []),
    ...added.map(folder => ({ name: basename(resolve(folder)), folder: resolve(folder) }))
  ];
}

/** Folder of `@sonde/modules`, or undefined where that package is not installed. */
function builtInFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@sonde/modules/package.json'));
  } catch {
    return undefined;
  }
}
