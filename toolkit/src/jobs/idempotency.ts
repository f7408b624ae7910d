/** Two submits with one key make one job, also when they come at the same moment from two processes. */
import { createHash } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from './job-folder.js';

/** The id of the job that already has `key`, or undefined after having taken the key for `id`. */
export async function takeKey(home: string, key: string, id: string): Promise<string | undefined> {
  const path = keyFile(home, key);
  const draft = `${path}.${id}`;
  try {
    await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
    await writeFile(draft, id);
    // It appears whole: who comes second must not find a key that is nobody's yet.
    await link(draft, path);
    return undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return await jobWithKey(home, key);
    throw cannotWrite(path, cause);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The id of the job that has `key`, if any. */
export async function jobWithKey(home: string, key: string): Promise<string | undefined> {
  return readFile(keyFile(home, key), 'utf8').catch(() => undefined);
}

/** Gives the key back, when its job never came to be. */
export async function dropKey(home: string, key: string): Promise<void> {
  await rm(keyFile(home, key), { force: true });
}

function keyFile(home: string, key: string): string {
  return join(home, 'keys', createHash('sha256').update(key).digest('hex'));
}
