/**
 * A kernelspec names files, and they must still be there tomorrow. What `npx` and its like run lies in a cache that they
 * may clear at any time: from there, the package is copied to a folder that stays, with all it needs.
 */
import { cp, realpath, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { thisMachine, type Machine } from './jupyter-paths.js';
import { makeFolder } from './make-folder.js';

/** The caches of npx, `pnpm dlx`, `yarn dlx` and bunx. */
const caches = /[\\/](_npx|dlx|dlx-[\w-]+|bunx-[^\\/]+)[\\/]/;

/** Does the file lie where a package runner keeps what it will throw away? */
export function isTemporary(file: string): boolean {
  return caches.test(file);
}

/** The folder for copies: of a user, or of the environment that the kernelspec goes to. */
export function copiesFolder(
  prefix: string | undefined,
  { platform, env, home }: Machine = thisMachine()
): string {
  if (prefix !== undefined) return join(prefix, 'share', 'sonde-kernel');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'sonde-kernel');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'sonde-kernel');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'sonde-kernel');
}

/**
 * Copies the `node_modules` around `file` to `<folder>/<version>`, in place of what was there. Returns what the path of
 * anything in it is now.
 */
export async function copyToLast(
  file: string,
  folder: string,
  version: string
): Promise<(path: string) => string> {
  const from = modulesAround(file);
  if (from === undefined) {
    throw new SondeError('kernel-temporary', `The kernel would be started from ${file}, which is temporary`, {
      hint: 'Install the package to stay (npm install --global @sonde/kernel), then run: sonde-kernel install'
    });
  }
  const place = join(folder, version);
  const unfinished = join(folder, `.${version}-${process.pid}`);
  await makeFolder(folder);
  try {
    // Links between packages are relative, and stay right.
    await cp(from, join(unfinished, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    await rm(place, { recursive: true, force: true });
    await rename(unfinished, place);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    throw new SondeError('kernel-copy', `Cannot copy the kernel to ${place}: ${(cause as Error).message}`, {
      hint: 'Look whether the folder can be written and the disk has room.',
      cause
    });
  }
  const there = join(place, 'node_modules');
  return path => (path.startsWith(from + sep) ? join(there, path.slice(from.length)) : path);
}

/** The copy that holds `file`, where there is one. */
export function copyAround(file: string): string | undefined {
  const modules = modulesAround(file);
  const place = modules === undefined ? undefined : dirname(modules);
  return place !== undefined && basename(dirname(place)) === 'sonde-kernel' ? place : undefined;
}

/** The outermost `node_modules`; pnpm has others within. */
function modulesAround(file: string): string | undefined {
  const start = caches.exec(file)?.index ?? 0;
  const at = file.indexOf(`${sep}node_modules${sep}`, start);
  return at < 0 ? undefined : file.slice(0, at + `${sep}node_modules`.length);
}

/**
 * The Node that the kernelspec names. Homebrew keeps each version in a folder that the next upgrade removes, and a link
 * that stays.
 */
export async function lastingNode(node: string = process.execPath): Promise<string> {
  if (isTemporary(node)) {
    throw new SondeError('node-temporary', `The kernel would run on ${node}, which is temporary`, {
      hint: 'Run the installation with a Node that stays.'
    });
  }
  const [, brew = '', formula = ''] = /^(.*)\/Cellar\/(node(?:@\d+)?)\//.exec(node) ?? [];
  const link = join(brew, 'opt', formula, 'bin', 'node');
  return brew && existsSync(link) && (await realpath(link)) === (await realpath(node)) ? link : node;
}
