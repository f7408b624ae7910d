/** Deletes a job's folder: first out of the list in one step, then from the disk. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { jobsFolder, type JobFolder } from './job-folder.js';

/** How many bytes that freed. */
export async function removeJobFolder(home: string, folder: JobFolder): Promise<{ bytes: number }> {
  const bytes = await bytesIn(folder.path);
  const gone = join(jobsFolder(home), `.${folder.id}.deleted`);
  await rename(folder.path, gone);
  await rm(gone, { recursive: true, force: true });
  return { bytes };
}

/** Bytes of all files in a folder. */
export async function bytesIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(entry => stat(join(entry.parentPath, entry.name)).then(found => found.size));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
