/** A note in the job's folder: its job in Slurm has ended, and everything that it wrote is here. */
import { existsSync, writeFileSync } from 'node:fs';
import type { JobFolder } from '../../jobs/job-folder.js';

export function isDrained(folder: JobFolder): boolean {
  return existsSync(noteOf(folder));
}

export function noteDrained(folder: JobFolder): void {
  writeFileSync(noteOf(folder), '');
}

const noteOf = (folder: JobFolder): string => `${folder.path}/drained`;
