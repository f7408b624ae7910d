/** The files and folders that are given to `install`, which notebooks shall see. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import type { Flags } from './usage.js';

/**
 * The same as absolute paths, for a kernel is started in the folder of its notebook. Throws a SondeError for one that is
 * not there: a kernel would say nothing of it, and notebooks would lack it. What holds `${NAME}` is only known when a
 * kernel starts, and stays as it is.
 */
export async function givenPaths({
  provide,
  types
}: Pick<Flags, 'provide' | 'types'>): Promise<Pick<Flags, 'provide' | 'types'>> {
  const given: Pick<Flags, 'provide' | 'types'> = { provide: {}, types: [] };
  for (const [name, folder] of Object.entries(provide))
    given.provide[name] = await there(folder, { option: `--provide ${name}=${folder}`, wanted: 'folder' });
  for (const file of types)
    given.types.push(
      file.includes('${') ? file : await there(file, { option: `--types ${file}`, wanted: 'file' })
    );
  return given;
}

const hints = {
  folder: 'Give the folder of the package, in which its package.json lies.',
  file: 'Give a declaration file (.d.ts) that is there.'
};

async function there(
  path: string,
  { option, wanted }: { option: string; wanted: keyof typeof hints }
): Promise<string> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (wanted === 'folder' ? found?.isDirectory() : found?.isFile()) return absolute;
  const what = found === undefined ? `there is no ${wanted} ${absolute}` : `${absolute} is no ${wanted}`;
  throw new SondeError('kernel-given', `Cannot install the kernel with ${option}: ${what}`, {
    hint: hints[wanted]
  });
}
