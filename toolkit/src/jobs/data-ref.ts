/** Names the data of a job by what is in it, so that a result can be traced to the files it came from. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { SondeError, type DataRef } from '@sonde/schema';
import { sha256 } from '../weights/sha256.js';

/** The reference to the file or folder at `path`: a file by its content, a folder by names, sizes and times. */
export async function dataRef(path: string): Promise<DataRef> {
  const absolute = await existing(path);
  const found = await stat(absolute);
  if (!found.isDirectory()) {
    return { path: absolute, fingerprint: await sha256(absolute), files: 1, bytes: found.size };
  }
  const hash = createHash('sha256');
  let files = 0;
  let bytes = 0;
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
  // Data are often links to where they really lie: what they lead to counts.
  const paths = entries
    .filter(entry => entry.isFile() || entry.isSymbolicLink())
    .map(entry => join(entry.parentPath, entry.name));
  paths.sort();
  for (let start = 0; start < paths.length; start += 64) {
    const some = paths.slice(start, start + 64);
    const stats = await Promise.all(some.map(file => stat(file).catch(() => undefined))); // a link may lead nowhere
    for (const [index, file] of some.entries()) {
      const { size, mtimeMs } = stats[index] ?? { size: 0, mtimeMs: 0 };
      hash.update(`${relative(absolute, file)}\0${size}\0${Math.round(mtimeMs)}\n`);
      files += 1;
      bytes += size;
    }
  }
  return { path: absolute, fingerprint: hash.digest('hex'), files, bytes };
}

/** `path` made absolute, or a sentence when there is nothing there. */
export async function existing(path: string): Promise<string> {
  const absolute = resolve(path);
  await stat(absolute).catch((cause: unknown) => {
    throw new SondeError('data-missing', `Cannot read the data "${path}": there is no such file or folder`, {
      hint: isAbsolute(path)
        ? 'Check the path.'
        : `Paths start at the notebook's folder, ${process.cwd()}: give one from there, or an absolute one.`,
      fields: { data: ['there is no such file or folder'] },
      cause
    });
  });
  return absolute;
}
