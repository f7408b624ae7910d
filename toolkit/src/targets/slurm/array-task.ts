/**
 * Jobs of one sweep are the tasks of one array job of Slurm, whose name they share. Which task a job is stands in its folder before
 * Slurm is asked, so that it is found whatever happens then; where the tasks' folders lie, the nodes read from a folder of links:
 * `<home>/arrays/<name>/<task>`.
 */
import { readFileSync, rmdirSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { JobFolder } from '../../jobs/job-folder.js';

export interface ArrayTask {
  /** Name of the array job. */
  name: string;
  /** Number of the job in it. */
  task: number;
}

/** Which task of an array the job is, if of any. */
export function readTask(folder: JobFolder): ArrayTask | undefined {
  try {
    return JSON.parse(readFileSync(noteOf(folder), 'utf8')) as ArrayTask;
  } catch {
    return undefined;
  }
}

/** In place of what was noted before. */
export function writeTask(folder: JobFolder, { name, task }: ArrayTask): void {
  dropTask(folder);
  const links = linksOf(folder, name);
  mkdirSync(links, { recursive: true, mode: 0o700 });
  const link = join(links, String(task));
  rmSync(link, { force: true }); // of a job that was this task when nobody came to hand it over
  symlinkSync(relative(links, folder.path), link);
  writeFileSync(noteOf(folder), JSON.stringify({ name, task }));
}

/** The job is no task any more; the last one takes the folder of links with it. */
export function dropTask(folder: JobFolder): void {
  const found = readTask(folder);
  if (!found) return;
  rmSync(noteOf(folder), { force: true });
  const links = linksOf(folder, found.name);
  rmSync(join(links, String(found.task)), { force: true });
  try {
    rmdirSync(links);
  } catch {
    // Others are in it still, or somebody was faster.
  }
}

/** The folder in which each task of the array finds its own folder by its number. */
export function linksOf(folder: JobFolder, name: string): string {
  return join(folder.path, '../../arrays', name);
}

const noteOf = (folder: JobFolder): string => join(folder.path, 'array.json');

/** Slurm's id of the array that `id` is a task of: "123" for "123_4". */
export function arrayOf(id: string): string {
  return id.split('_')[0] ?? id;
}

/** The numbers that Slurm writes as "0-3,7%2", or with steps as "0-6:2". */
export function tasksIn(text: string): number[] {
  return text
    .replace(/%.*$/, '')
    .split(',')
    .flatMap(part => {
      const match = /^(\d+)(?:-(\d+))?(?::(\d+))?$/.exec(part.trim());
      if (!match) return [];
      const [first, last, step] = [Number(match[1]), Number(match[2] ?? match[1]), Number(match[3] ?? 1)];
      return Array.from(
        { length: Math.floor((last - first) / step) + 1 },
        (_, index) => first + index * step
      );
    });
}
