/**
 * Which sources there are, in order of precedence: the built-in one, the folders of `SONDE_MODULES`, then what
 * `sources.json` names. The built-in one is the package `@sonde/modules`, found at run time so that the toolkit never
 * imports a module.
 */
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, resolve } from 'node:path';
import { sondeHome } from '../jobs/home.js';
import type { Source } from './source.js';
import { readSourcesFile } from './sources-file.js';

/** The name of the source that comes with Sonde. */
export const builtIn = 'built-in';

/** All sources, each under a name of its own. What is wrong with one stands in its `problem`. */
export function sources(env: NodeJS.ProcessEnv = process.env, folder = builtInFolder()): Source[] {
  const added = (env['SONDE_MODULES'] ?? '').split(delimiter).filter(Boolean);
  return uniquelyNamed([
    ...(folder ? [{ name: builtIn, kind: 'folder' as const, location: folder }] : []),
    ...added.map(path => ({
      name: basename(resolve(path)),
      kind: 'folder' as const,
      location: resolve(path)
    })),
    ...readSourcesFile(sondeHome(env))
  ]);
}

/** Folder of `@sonde/modules`, or undefined where that package is not installed. */
function builtInFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@sonde/modules/package.json'));
  } catch {
    return undefined;
  }
}

/** A second "modules" becomes "modules-2", so that `load('modules-2/name')` means one thing. */
function uniquelyNamed(all: readonly Source[]): Source[] {
  const taken = new Set<string>();
  return all.map(source => {
    let name = source.name;
    for (let n = 2; taken.has(name); n++) name = `${source.name}-${n}`;
    taken.add(name);
    return { ...source, name };
  });
}
