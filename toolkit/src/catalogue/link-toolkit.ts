/** Lets the code of a module that lies in the cache `import '@sonde/toolkit'`, as one in this installation can. */
import { randomUUID } from 'node:crypto';
import { mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Node looks for packages in `node_modules` of the folders above a file; this puts ours above those in `folder`. What is there
 * may lead to an installation that has moved, and is replaced while others read it.
 */
export async function linkToolkit(folder: string): Promise<void> {
  const scope = join(folder, 'node_modules', '@sonde');
  // Relative to src/catalogue and lib/catalogue alike.
  const toolkit = fileURLToPath(new URL('../..', import.meta.url));
  const link = join(scope, 'toolkit');
  const there = await readlink(link).catch(() => undefined);
  if (there !== undefined && resolve(scope, there) === resolve(toolkit)) return;
  await mkdir(scope, { recursive: true });
  const draft = `${link}.${randomUUID()}`;
  try {
    await symlink(toolkit, draft, 'junction');
    await rename(draft, link);
  } finally {
    await rm(draft, { force: true });
  }
}
