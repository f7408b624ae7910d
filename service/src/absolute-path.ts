/** Paths that pages send: absolute, or from `~` on, which is how Lab names its folder where it lies at home. */
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { SondeError } from '@sonde/schema';

/** The absolute path that `path` in `field` stands for, or a sentence that says what cannot be done (`doing`) with it. */
export function absolutePath(path: string, field: string, doing: string): string {
  const whole = path.replace(/^~(?=\/|$)/, homedir());
  if (isAbsolute(whole)) return whole;
  throw new SondeError('arguments-wrong', `Cannot ${doing}: "${field}" is ${JSON.stringify(path)}`, {
    hint: 'Give an absolute path: the service runs in another folder than your notebook.',
    fields: { [field]: ['it must be an absolute path'] }
  });
}
