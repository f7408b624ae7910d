/**
 * Makes the folder that an installation writes to, level by level. Node's own way (`recursive`) does not end where a
 * folder that is there answers that no new one can be: in /proc it asks again and again.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { refusedPlace } from './refused-place.js';
import { writableAncestor } from './writable-ancestor.js';

/** Throws a SondeError that says what stands in the way. */
export async function makeFolder(
  path: string,
  { make = mkdir }: { make?: (folder: string) => Promise<unknown> } = {}
): Promise<void> {
  const folder = resolve(path);
  let here = await writableAncestor(folder);
  for (const name of relative(here, folder).split(sep).filter(Boolean)) {
    here = join(here, name);
    try {
      await make(here);
    } catch (error) {
      // Another installation may have made it meanwhile.
      if (!(await isFolder(here))) throw refusedPlace(folder, ...trouble(error, here));
    }
  }
}

function trouble(error: unknown, folder: string): [why: unknown, at?: string] {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return [`no folder can be made in ${dirname(folder)}`];
  // What is denied is to write around it.
  return [error, code === 'EACCES' || code === 'EPERM' ? dirname(folder) : folder];
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false
  );
}
