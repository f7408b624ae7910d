/**
 * Exactly one process writes a job's final event: the one that makes the file `final`. Should it die between claim
 * and event, another may take the claim over.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isSameProcess, isVisible, ownIdentity, type ProcessIdentity } from '../targets/process-identity.js';
import type { JobFolder } from './job-folder.js';

/** True when the caller is now the one to write the final event. */
export function claimFinal(folder: JobFolder): boolean {
  return claim(folder.final);
}

/** Gives the claim back: the final event could not be written. */
export function releaseFinal(folder: JobFolder): void {
  rmSync(folder.final, { force: true });
}

/** Milliseconds that a process out of our sight, in a container or on another machine, has to write its last event. */
const outOfSight = 10_000;

/**
 * Takes `path`, also from a holder that has died. Of those who try that at the same moment one succeeds: the one that takes
 * a file named after the dead holder, by the same rules.
 */
function claim(path: string): boolean {
  if (take(path)) return true;
  const holder = holderOf(path);
  if (holder === 'nobody') {
    if (ageOf(path) < outOfSight) return false; // being made by a Sonde of before, which wrote it in two steps
  } else {
    if (isSameProcess(holder)) return false;
    if (!isVisible(holder) && ageOf(path) < outOfSight) return false;
  }
  const after = holder === 'nobody' ? 'nobody' : `${holder.pid}-${holder.start.replace(/\W+/g, '-')}`;
  if (!claim(`${path}.after-${after}`)) return false;
  const own = written(path);
  renameSync(own, path);
  return true;
}

/** The file appears whole, so that nobody reads half a name. */
function take(path: string): boolean {
  const own = written(path);
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return takeWithoutLink(path); // a disk without links
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function takeWithoutLink(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(ownIdentity()), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function written(path: string): string {
  const own = `${path}.${process.pid}.new`;
  writeFileSync(own, JSON.stringify(ownIdentity()));
  return own;
}

function ageOf(path: string): number {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : Date.now() - made;
}

function holderOf(path: string): ProcessIdentity | 'nobody' {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return 'nobody';
  }
}
