/** Takes away what an installation wrote, and nothing else. */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import { findKernelspecs, isOurs, programOf, readKernelspec } from './found-kernelspecs.js';
import { kernelspecFiles } from './kernelspec.js';
import { copyAround } from './lasting.js';

export interface Uninstalled {
  /** What is gone: files, folders. */
  removed: string[];
  /** What somebody else put beside them, and still lies there. */
  left: string[];
}

/** Removes a kernelspec, and the copy of the kernel that it started when no other kernelspec starts it. */
export async function uninstallKernelspec(
  dataDir: string,
  name: string,
  { searched = [dataDir] }: { searched?: readonly string[] } = {}
): Promise<Uninstalled> {
  const folder = join(dataDir, 'kernels', name);
  const there = await readKernelspec(folder);
  if (!there)
    throw new SondeError('kernel-missing', `There is no kernel "${name}" in ${join(dataDir, 'kernels')}`);
  if (!there.spec || !isOurs(there.spec)) {
    throw new SondeError('kernel-foreign', `The kernel in ${folder} is not Sonde's, so it stays`, {
      hint: `To remove it all the same: jupyter kernelspec remove ${name}`
    });
  }
  const removed: string[] = [];
  for (const file of kernelspecFiles.map(one => join(folder, one))) {
    if (!existsSync(file)) continue;
    await rm(file);
    removed.push(file);
  }
  const left = (await readdir(folder)).map(one => join(folder, one));
  if (left.length === 0) {
    await rmdir(folder);
    removed.push(folder);
  }
  const copy = copyAround(programOf(there.spec) ?? '');
  if (copy !== undefined && existsSync(copy) && !(await isUsed(copy, [dataDir, ...searched]))) {
    await rm(copy, { recursive: true });
    removed.push(copy);
  }
  return { removed, left };
}

async function isUsed(copy: string, dataFolders: readonly string[]): Promise<boolean> {
  const others = await findKernelspecs([...new Set(dataFolders)]);
  return others.some(({ spec }) => (spec && programOf(spec))?.startsWith(copy + sep));
}
