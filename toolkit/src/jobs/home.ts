/** Where Sonde keeps jobs: `SONDE_HOME`, else `sonde` in the XDG data directory. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export function sondeHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env['SONDE_HOME']) return resolve(env['SONDE_HOME']);
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'sonde');
}
