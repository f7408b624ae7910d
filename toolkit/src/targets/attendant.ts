/**
 * Processes that stay with a job on a target which cannot see its folder, and bring what it writes. They may be killed at any moment;
 * whoever looks at the job starts another. Two of them do no harm: the second waits for the first.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JobFolder } from '../jobs/job-folder.js';
import { identityOf, isSameProcess, type ProcessIdentity } from './process-identity.js';

/**
 * Starts one, unless the last was started within `pause` milliseconds: where they fail at once, on a full disk or for want of a
 * network, they shall not be started anew without end.
 *
 * @param program its address; it is given the job's folder and, as JSON, `settings`
 */
export function startAttendant(
  folder: JobFolder,
  program: URL,
  { settings, pause = 1000 }: { settings: object; pause?: number }
): void {
  if (sinceStarted(folder) < pause) return;
  const log = openSync(`${folder.path}/attendant.log`, 'a');
  // As built, also when this runs from source.
  const path = fileURLToPath(program).replace(/([\\/])src([\\/]targets)/, '$1lib$2');
  const child = spawn(process.execPath, [path, folder.path, JSON.stringify(settings)], {
    detached: true,
    env: process.env, // where credentials and handed-on variables come from
    stdio: ['ignore', log, log]
  });
  child.unref();
  closeSync(log);
  if (child.pid !== undefined) writeFileSync(noteOf(folder), JSON.stringify(identityOf(child.pid)));
}

export function isAttended(folder: JobFolder): boolean {
  try {
    return isSameProcess(JSON.parse(readFileSync(noteOf(folder), 'utf8')) as ProcessIdentity);
  } catch {
    return false; // never attended, or being written
  }
}

function sinceStarted(folder: JobFolder): number {
  const started = statSync(noteOf(folder), { throwIfNoEntry: false })?.mtimeMs;
  return started === undefined ? Infinity : Date.now() - started;
}

const noteOf = (folder: JobFolder): string => `${folder.path}/attendant.json`;
