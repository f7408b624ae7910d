/** Why the kernel cannot be installed in a folder, as a sentence. */
import { SondeError } from '@sonde/schema/error';
import { fileTrouble } from './file-trouble.js';

/** `why`: a sentence's end, or the system's error about `at`. */
export function refusedPlace(folder: string, why: unknown, at?: string): SondeError {
  if (why instanceof SondeError) return why;
  const reason = typeof why === 'string' ? why : fileTrouble(why as NodeJS.ErrnoException, at);
  return new SondeError('kernel-place', `Cannot install the kernel in ${folder}: ${reason}`, {
    hint: 'Choose a place where you may write: --user, --sys-prefix or --prefix P.',
    ...(typeof why !== 'string' && { cause: why })
  });
}
