/** The moment a job leaves the queue: one process claims it, and then hands it to its target. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isSameProcess, isVisible, ownIdentity, type ProcessIdentity } from '../targets/process-identity.js';
import type { JobFolder } from './job-folder.js';

interface Claim {
  by: ProcessIdentity;
  at: number;
  /** The GPUs that the job was given, where its target gives them away one by one. */
  gpus?: string[];
}

/** Whether it was a process of this machine that took the job out of the queue: then this is where the queue is. */
export function isHandedFromHere(folder: JobFolder): boolean {
  const claim = readClaim(folder);
  return claim !== undefined && isVisible(claim.by); // no claim: a job that was started by hand
}

/** The GPUs that the job was given, by the names its target calls them; undefined where it was given none by name. */
export function givenGpus(folder: JobFolder): string[] | undefined {
  return readClaim(folder)?.gpus;
}

/** Whether a job has left the queue. A claim whose maker died before its target had the job is void. */
export function isHanded(folder: JobFolder): boolean {
  const made = statSync(folder.handed, { throwIfNoEntry: false })?.mtimeMs;
  if (made === undefined) return false;
  if (existsSync(folder.process) || existsSync(folder.place)) return true;
  const claim = readClaim(folder);
  if (claim && isSameProcess(claim.by)) return true;
  const patience = claim && !isVisible(claim.by) ? outOfSight : abandoned;
  return Date.now() - (claim?.at ?? made) < patience;
}

/** A job's process may start after the one that started it has died; it is given this many milliseconds. */
const abandoned = 30_000;

/** Of a process on another machine it cannot be seen whether it has died. */
const outOfSight = 300_000;

/** True for the one caller who takes the job out of the queue. Only while holding the lock of the queue. */
export function hand(folder: JobFolder, gpus?: string[]): boolean {
  if (isHanded(folder)) return false;
  const claim: Claim = { by: ownIdentity(), at: Date.now(), ...(gpus && { gpus }) };
  writeFileSync(folder.handed, JSON.stringify(claim));
  return true;
}

/** Puts a job back into the queue that its target could not take now. Whoever handed it over does this. */
export function takeBack(folder: JobFolder): void {
  rmSync(folder.place, { force: true });
  rmSync(folder.handed, { force: true });
}

/** Undefined when there is none, or while it is being written. */
function readClaim(folder: JobFolder): Claim | undefined {
  try {
    return JSON.parse(readFileSync(folder.handed, 'utf8')) as Claim;
  } catch {
    return undefined;
  }
}
