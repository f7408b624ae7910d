/** Remembers in the job's folder which job of Slurm it is, and tells so in an event. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobPlace } from '@sonde/schema';
import { EventWriter } from '../../jobs/event-writer.js';
import type { JobFolder } from '../../jobs/job-folder.js';

/** Written before Slurm is given the job: should whoever does that die on the way, others know that it may have arrived. */
export function noteSending(folder: JobFolder): void {
  writeFileSync(sent(folder), '');
}

export function wasSent(folder: JobFolder): boolean {
  return existsSync(sent(folder));
}

const sent = (folder: JobFolder): string => join(folder.path, 'sent');

export function readPlace(folder: JobFolder): JobPlace | undefined {
  try {
    return JSON.parse(readFileSync(folder.place, 'utf8')) as JobPlace;
  } catch {
    return undefined;
  }
}

/** Appears at once and whole. The node is told by the job itself, when it has one. */
export function writePlace(folder: JobFolder, place: JobPlace): void {
  const draft = `${folder.place}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(place));
  renameSync(draft, folder.place);
  const writer = new EventWriter(folder);
  try {
    writer.write({ kind: 'state', state: 'queued', place });
  } finally {
    writer.close();
  }
}
