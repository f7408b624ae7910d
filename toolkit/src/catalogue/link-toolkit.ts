/** Lets the code of a module that lies in the cache `import '@sonde/toolkit'`, as one in this installation can. */
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node looks for packages in `node_modules` of the folders above a file; this puts ours above those in `folder`. */
export async function linkToolkit(folder: string): Promise<void> {
  const scope = join(folder, 'node_modules', '@sonde');
  await mkdir(scope, { recursive: true });
  // Relative to src/catalogue and lib/catalogue alike.
  const toolkit = fileURLToPath(new URL('../..', import.meta.url));
  await rm(join(scope, 'toolkit'), { force: true }); // perhaps of an installation that is gone
  await symlink(toolkit, join(scope, 'toolkit'), 'junction').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}
