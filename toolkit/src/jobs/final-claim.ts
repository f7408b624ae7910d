/**
 * Exactly one process writes a job's final event: the one that makes the file `final`. Should it die between claim
 * and event, another may take the claim over.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isSameProcess, isVisible, ownIdentity, type ProcessIdentity } from '../targets/process-identity.js';
import type { JobFolder } from './job-folder.js';

/** True when the caller is now the one to write the final event. */
export function claimFinal(folder: JobFolder): boolean {
  if (claim(folder)) return true;
  const holder = holderOf(folder);
  if (holder === undefined || isSameProcess(holder)) return false;
  if (!isVisible(holder) && ageOf(folder.final) < outOfSight) return false;
  try {
    renameSync(folder.final, `${folder.final}.${holder.pid}`); // only one of those who try succeeds
  } catch {
    return false;
  }
  return claim(folder);
}

/** Milliseconds that a process out of our sight, in a container or on another machine, has to write its last event. */
const outOfSight = 10_000;

function ageOf(path: string): number {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : Date.now() - made;
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
