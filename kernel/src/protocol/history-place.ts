/** Where the history is kept: asked for at each start, so it brings nothing else with it. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Absolute folder of the history, or undefined when it is turned off: `off`, a folder, or nothing for the usual place. */
export function historyFolder(
  asked: string | undefined,
  here: string,
  env: NodeJS.ProcessEnv = process.env
): string | undefined {
  const where = asked ?? env['SONDE_HISTORY'] ?? '';
  if (where === 'off') return undefined;
  if (where !== '') return resolve(here, where);
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'sonde', 'history');
}
