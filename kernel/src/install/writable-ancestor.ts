/** Where the way to a folder that may not be there yet begins. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refusedPlace } from './refused-place.js';

/** The folder, or the nearest around it that there is. Throws a SondeError where one may not write in it. */
export async function writableAncestor(folder: string): Promise<string> {
  for (let here = folder; ; here = dirname(here)) {
    try {
      if (!(await stat(here)).isDirectory()) throw refusedPlace(folder, `${here} is a file, not a folder`);
      await access(here, constants.W_OK | constants.X_OK);
      return here;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
      if (!isMissing || here === dirname(here)) throw refusedPlace(folder, error, here);
    }
  }
}
