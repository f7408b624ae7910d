/** Remembers in the job's folder which job of Slurm it is, and tells so in an event. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { JobPlace } from '@sonde/schema';
import { EventWriter } from '../../jobs/event-writer.js';
import type { JobFolder } from '../../jobs/job-folder.js';

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
