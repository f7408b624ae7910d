/**
 * The version of what lies in a home. What an older Sonde wrote is read as it is ({@link upgradeJob} fills in what came
 * later); what a newer one wrote is refused, for we could overwrite what we do not know.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SondeError } from '@sonde/schema';
import { cannotWrite, jobsFolder } from './job-folder.js';

/** 1: trainings on this machine. 2: all kinds of jobs, on targets. */
export const storeVersion = 2;

/** Makes the store where there is none. Throws a sentence when this Sonde is too old for it. */
export function openStore(home: string): void {
  try {
    mkdirSync(jobsFolder(home), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannotWrite(jobsFolder(home), cause);
  }
  const found = versionOf(home);
  if (found > storeVersion) {
    throw new SondeError(
      'store-newer',
      `The jobs in ${home} were written by a newer Sonde (store version ${found}, this one knows ${storeVersion})`,
      { hint: 'Update Sonde, or set SONDE_HOME to another folder.' }
    );
  }
  if (found < storeVersion) noteVersion(home);
}

function versionOf(home: string): number {
  try {
    const { version } = JSON.parse(readFileSync(join(home, 'store.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'number' ? version : 1;
  } catch {
    return 1; // a new home, or one of the first version, which left no note
  }
}

/** On a disk that takes nothing the jobs are still shown; the next who can write leaves the note. */
function noteVersion(home: string): void {
  try {
    writeFileSync(join(home, 'store.json'), `${JSON.stringify({ version: storeVersion })}\n`);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'].includes(code)) throw error;
  }
}
