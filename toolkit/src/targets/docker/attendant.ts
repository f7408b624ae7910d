/** The process that stays with a job for us, `attend.js`: starts it, and tells whether it is there. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JobFolder } from '../../jobs/job-folder.js';
import { identityOf, isSameProcess, type ProcessIdentity } from '../process-identity.js';
import type { HandOver } from './way.js';

/** Starts it. Two of them do no harm: the second waits for the first. */
export function attend({ folder, settings }: Pick<HandOver, 'folder' | 'settings'>): void {
  // One that fails at once, on a full disk or for want of an engine, shall not be started anew without end.
  if (sinceBegun(folder) < pause) return;
  const log = openSync(`${folder.path}/attendant.log`, 'a');
  const here = fileURLToPath(new URL('attend.js', import.meta.url));
  const program = here.replace(/([\\/])src([\\/]targets)/, '$1lib$2'); // as built, also when this runs from source
  const child = spawn(process.execPath, [program, folder.path, JSON.stringify(settings)], {
    detached: true,
    env: process.env, // where registries' credentials and handed-on variables come from
    stdio: ['ignore', log, log]
  });
  child.unref();
  closeSync(log);
  if (child.pid !== undefined) writeFileSync(identityFile(folder), JSON.stringify(identityOf(child.pid)));
}

export function isAttended(folder: JobFolder): boolean {
  try {
    return isSameProcess(JSON.parse(readFileSync(identityFile(folder), 'utf8')) as ProcessIdentity);
  } catch {
    return false; // never attended, or being written
  }
}

/** Milliseconds between two starts. */
const pause = 1000;

function sinceBegun(folder: JobFolder): number {
  const begun = statSync(identityFile(folder), { throwIfNoEntry: false })?.mtimeMs;
  return begun === undefined ? Infinity : Date.now() - begun;
}

const identityFile = (folder: JobFolder): string => `${folder.path}/attendant.json`;
