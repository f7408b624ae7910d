/** Where a job was sent and how far that came, in its folder: what finds it again, in whatever process. */
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { JobPlace } from '@sonde/schema';
import type { JobFolder } from '../../jobs/job-folder.js';

export interface DockerPlace extends JobPlace {
  /** True for a service of a Swarm; a container else. */
  service?: boolean;
}

/** Appears at once and whole, so that no reader sees half of it. */
export function notePlace(folder: JobFolder, place: DockerPlace): void {
  const draft = `${folder.place}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(place));
  renameSync(draft, folder.place);
}

/** Undefined for a job that was never sent. */
export function readPlace(folder: JobFolder): DockerPlace | undefined {
  try {
    return JSON.parse(readFileSync(folder.place, 'utf8')) as DockerPlace;
  } catch {
    return undefined;
  }
}

/** Milliseconds since it was sent; none when it never was. */
export function sinceSent(folder: JobFolder): number {
  const sent = statSync(folder.place, { throwIfNoEntry: false })?.mtimeMs;
  return sent === undefined ? 0 : Date.now() - sent;
}

/** Notes that there is a container: should it be missing later, somebody removed it. */
export function noteMade(folder: JobFolder): void {
  writeFileSync(`${folder.path}/made`, '');
}

export function wasMade(folder: JobFolder): boolean {
  return existsSync(`${folder.path}/made`) || existsSync(folder.process);
}

/** Notes that everything the container said is here: nothing more will come. */
export function noteDrained(folder: JobFolder): void {
  writeFileSync(`${folder.path}/drained`, '');
}

export function isDrained(folder: JobFolder): boolean {
  return existsSync(`${folder.path}/drained`);
}
