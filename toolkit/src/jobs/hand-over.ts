/** The moment a job leaves the queue: one process claims it, and then hands it to its target. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isSameProcess, isVisible, ownIdentity, type ProcessIdentity } from '../targets/process-identity.js';
import type { JobFolder } from './job-folder.js';

/** Whether it was a process of this machine that took the job out of the queue: then this is where the queue is. */
export function isHandedFromHere(folder: JobFolder): boolean {
  try {
    return isVisible((JSON.parse(readFileSync(folder.handed, 'utf8')) as { by: ProcessIdentity }).by);
  } catch {
    return false; // a job that was started by hand
  }
}

/** Whether a job has left the queue. A claim whose maker died before its target had the job is void. */
export function isHanded(folder: JobFolder): boolean {
  if (!existsSync(folder.handed)) return false;
  if (existsSync(folder.process) || existsSync(folder.place)) return true;
  try {
    const { by, at } = JSON.parse(readFileSync(folder.handed, 'utf8')) as { by: ProcessIdentity; at: number };
    if (isSameProcess(by) || Date.now() - at < abandoned) return true;
  } catch {
    return true; // being written
  }
  rmSync(folder.handed, { force: true });
  return false;
}

/** A job's process may start after the one that started it has died; it is given this many milliseconds. */
const abandoned = 30_000;

/** True for the one caller who takes the job out of the queue. */
export function hand(folder: JobFolder): boolean {
  try {
    writeFileSync(folder.handed, JSON.stringify({ by: ownIdentity(), at: Date.now() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
