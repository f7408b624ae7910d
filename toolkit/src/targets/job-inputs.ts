/** What a job reads beside its own folder: what a container must mount, and a machine elsewhere be sent. */
import { dirname, isAbsolute, relative } from 'node:path';
import type { StoredJob } from '../jobs/job-folder.js';

export interface InputsOptions {
  /** Further paths. */
  more?: readonly string[];
  /** What lies in these is there already. */
  present: readonly string[];
}

/** Absolute paths that the job reads, without those that lie in another. */
export function inputs(stored: StoredJob, { more = [], present }: InputsOptions): string[] {
  const { folder, code, trained, notebook, data } = stored;
  const own = [folder, code && dirname(code), trained, notebook && dirname(notebook), data?.path];
  const named = own.filter(path => path !== undefined && path !== '') as string[];
  const wanted = named.filter(path => !present.some(other => isInside(path, other)));
  return outermost([...more, ...wanted]);
}

/** Each once, without those that lie in another. */
export function outermost(paths: readonly string[]): string[] {
  const all = [...new Set(paths)];
  return all.filter(path => !all.some(other => other !== path && isInside(path, other)));
}

/** Also true of the folder itself. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
