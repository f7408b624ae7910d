/** Keeps a module to its own folder: a path that leads out of it, by dots or by a symbolic link, is refused. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { SondeError } from '@sonde/schema';

/** Absolute path of `path` in `folder`. A file that is not there is none of our business here. `what` begins the sentence. */
export async function insideFolder(folder: string, path: string, what: string): Promise<string> {
  const absolute = resolve(folder, path);
  if (!isInside(folder, absolute)) throw outside(folder, path, what);
  const [real, realFolder] = await Promise.all([realpath(absolute), realpath(folder)]).catch(() => []);
  if (real !== undefined && realFolder !== undefined && !isInside(realFolder, real)) {
    throw outside(folder, path, what);
  }
  return absolute;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\');
}

function outside(folder: string, path: string, what: string): SondeError {
  return new SondeError('path-outside', `${what} "${path}" lies outside the folder ${folder}`, {
    hint: 'A module may only name files in its own folder.'
  });
}
