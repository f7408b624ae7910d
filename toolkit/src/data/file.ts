/** Finds the file that a user means, or says what is there instead. */
import { statSync, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SondeError } from '@sonde/schema';
import { nearest } from '../modules/nearest.js';

/** Absolute path of a path or `file:` URL; paths are relative to the working folder. */
export function localPath(source: string | URL): string {
  const text = String(source);
  return text.startsWith('file:') ? fileURLToPath(text) : resolve(text);
}

/**
 * Throws a sentence unless `path` is a file that can be read and holds something.
 *
 * @param given the path as the user wrote it
 * @param what what is wanted, with its article, e.g. `An image`
 */
export async function checkFile(path: string, given: string, what: string): Promise<{ size: number }> {
  const found = await seen(path).catch((cause: unknown) => whyNot(path, given, cause));
  if (found.isDirectory()) {
    const names = await visible(path);
    throw new SondeError('file-is-folder', `"${given}" is a folder; ${lower(what)} file was wanted`, {
      hint: names.length === 0 ? 'The folder is empty.' : `It holds ${shortList(names)}.`
    });
  }
  if (found.size === 0) {
    throw new SondeError('file-empty', `"${given}" is empty (0 bytes); ${lower(what)} file was wanted`, {
      hint: 'The file was not written to its end; get it again.'
    });
  }
  return found;
}

/** On this thread: the answer is nearly always in the kernel's cache, and another thread would take ten times as long. */
// eslint-disable-next-line @typescript-eslint/require-await -- so that what it throws is a rejection
async function seen(path: string): Promise<Stats> {
  return statSync(path);
}

/** Absolute path of the folder that `given` names, or a sentence. */
export async function checkFolder(path: string, given: string, what: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => whyNot(path, given, cause));
  if (found.isDirectory()) return;
  throw new SondeError('folder-is-file', `"${given}" is a file; ${lower(what)} was wanted`, {
    hint: `Pass the folder instead, e.g. "${dirname(given)}".`
  });
}

/** Names in a folder, without hidden ones, in order. */
export async function visible(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter(name => !name.startsWith('.')).sort();
}

/** The first few of many names, and how many more there are. */
export function shortList(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, limit).map(name => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

async function whyNot(path: string, given: string, cause: unknown): Promise<never> {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') {
    throw new SondeError('file-unreadable', `"${given}" cannot be read: ${message}`, {
      cause,
      hint: code === 'EACCES' ? 'Ask for the right to read it, or copy it.' : undefined
    });
  }
  const folder = dirname(path);
  const names = await visible(folder).catch(() => undefined);
  if (!names) {
    const above = await visible(dirname(folder)).catch(() => []);
    const near = nearest(basename(folder), above);
    throw new SondeError('file-missing', `There is no "${given}": the folder ${folder} does not exist`, {
      cause,
      hint:
        near.length > 0 ? `Near it there is ${shortList(near)}.` : `The working folder is ${process.cwd()}.`
    });
  }
  const near = nearest(basename(path), names);
  const hint =
    near.length > 0
      ? `Did you mean ${near.map(name => `"${name}"`).join(' or ')}? (in ${folder})`
      : names.length === 0
        ? `The folder ${folder} is empty.`
        : `In ${folder} there is ${shortList(names)}.`;
  throw new SondeError('file-missing', `There is no "${given}"`, { cause, hint });
}

function lower(what: string): string {
  return what.charAt(0).toLowerCase() + what.slice(1);
}
