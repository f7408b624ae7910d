/** Starts the {@link import('./keeper.js') keeper} of a home's queue, a process that outlives this one. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Does nothing where it has not been built; one that is not needed ends by itself. */
export function startKeeper(home: string): void {
  const here = fileURLToPath(new URL('keeper.js', import.meta.url));
  const program = here.replace(/([\\/])src([\\/]jobs)/, '$1lib$2'); // as built, also when this runs from source
  if (!existsSync(program)) return;
  const log = openSync(join(home, 'keeper.log'), 'a');
  const child = spawn(process.execPath, [program, home], { detached: true, stdio: ['ignore', log, log] });
  child.once('error', (error: Error) => console.error(`The queue is not looked after: ${error.message}`));
  child.unref();
  closeSync(log);
}
