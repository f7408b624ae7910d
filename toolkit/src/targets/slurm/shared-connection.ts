/**
 * Options of ssh by which one connection serves all calls of a minute. Its socket lies in a folder that nobody else may enter: whoever
 * could make it before us would be spoken to in the log-in node's place.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function sharedConnection(env: NodeJS.ProcessEnv = process.env, temporary = '/tmp'): string[] {
  const folder = [env['XDG_RUNTIME_DIR'], join(temporary, `sonde-${process.getuid?.() ?? 'ssh'}`)].find(
    path => path !== undefined && path.length <= longest && isOurs(path)
  );
  if (folder === undefined) return ['ControlMaster=no', 'ControlPath=none'];
  return ['ControlMaster=auto', `ControlPath=${join(folder, 'ssh-%C')}`, 'ControlPersist=60'];
}

/** Characters: a socket's path has 108 bytes at most (unix(7)), of which %C takes 40 and ssh's name for a new one 17. */
const longest = 45;

/** True for a folder that only we can enter; makes it where it is missing. */
function isOurs(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch {
    // It is there, or cannot be made: what counts is what is there.
  }
  const found = lstatSync(path, { throwIfNoEntry: false });
  return (
    found !== undefined &&
    found.isDirectory() &&
    found.uid === process.getuid?.() &&
    (found.mode & 0o77) === 0
  );
}
