/**
 * Exactly one process writes a job's final event: the one that makes the file `final`. Should it die between claim
 * and event, another may take the claim over.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isSameProcess, ownIdentity, type ProcessIdentity } from '../targets/process-identity.js';
import type { JobFolder } from './job-folder.js';

/** True when the caller is now the one to write the final event. */
export function claimFinal(folder: JobFolder): boolean {
  if (claim(folder)) return true;
  const holder = holderOf(folder);
  if (holder === undefined || isSameProcess(holder)) return false;
  try {
    renameSync(folder.final, `${folder.final}.${holder.pid}`); // only one of those who try succeeds
  } catch {
    return false;
  }
  return claim(folder);
}

function claim(folder: JobFolder): boolean {
  try {
    writeFileSync(folder.final, JSON.stringify(ownIdentity()), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Who claimed; undefined while the claim is being written. */
function holderOf(folder: JobFolder): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(folder.final, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
