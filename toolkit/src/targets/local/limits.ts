/** What a job on this machine may use: its control group, which is noted in its folder, and what its environment says. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Resources } from '@sonde/schema';
import { EventWriter } from '../../jobs/event-writer.js';
import { givenGpus } from '../../jobs/hand-over.js';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import { dropCgroup, enterCgroup, makeCgroup, ranOutOfMemory, type Cgroup } from './cgroup.js';

/**
 * Makes the group that `pid` and all it starts will be in; what it returns takes the group back, once they have ended. Where the
 * system takes no limits, the job's record says so.
 */
export function limit(stored: StoredJob, folder: JobFolder, pid: number): () => void {
  const cgroup = makeCgroup(`sonde-${stored.id}`, stored.resources);
  if (!cgroup) return () => undefined;
  writeFileSync(noted(folder), JSON.stringify(cgroup));
  let { missing } = cgroup;
  try {
    enterCgroup(cgroup, pid);
  } catch (error) {
    // Gone already; or a group that we may make and not move into: the job runs, and without a limit.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') missing = asked(stored.resources);
  }
  if (missing.length > 0) warn(folder, missing);
  return () => void dropCgroup(cgroup);
}

/** Why its processes were killed, where it was for the memory they took. */
export function killedForMemory(folder: JobFolder, { memoryBytes }: Resources = {}): string | undefined {
  const cgroup = cgroupOf(folder);
  if (!cgroup || memoryBytes === undefined || !ranOutOfMemory(cgroup)) return undefined;
  return `It was killed: it took more than its ${Math.round(memoryBytes / 2 ** 20)} MiB of memory`;
}

/** Takes back what {@link limit} made, of a job that has ended: its process may still be on its way out. */
export async function unlimit(folder: JobFolder): Promise<void> {
  const cgroup = cgroupOf(folder);
  for (let tries = 0; cgroup && !dropCgroup(cgroup) && tries < 100; tries++) await sleep(20);
}

/** Variables that keep libraries within what the job was given. */
export function limitedEnvironment({ resources = {} }: StoredJob, folder: JobFolder): Record<string, string> {
  const { cpus, gpus } = resources;
  const given = givenGpus(folder);
  const threads = cpus === undefined ? undefined : String(Math.max(1, Math.ceil(cpus)));
  return {
    ...(threads !== undefined && { OMP_NUM_THREADS: threads, TF_NUM_INTRAOP_THREADS: threads }),
    // CUDA numbers what it is shown anew, from 0.
    ...(given && { CUDA_VISIBLE_DEVICES: given.join(',') }),
    ...(gpus === 0 && { CUDA_VISIBLE_DEVICES: '' })
  };
}

function asked({ memoryBytes, cpus }: Resources = {}): Cgroup['missing'] {
  return [
    ...(memoryBytes === undefined ? [] : ['memory' as const]),
    ...(cpus === undefined ? [] : ['cpus' as const])
  ];
}

function warn(folder: JobFolder, missing: Cgroup['missing']): void {
  const names = { memory: 'memory', cpus: 'processor time' };
  const what = missing.map(one => names[one]).join(' and ');
  const writer = new EventWriter(folder);
  try {
    const text = `This machine sets the job no limit of ${what}: it has no control groups, or we may not use them.`;
    writer.write({ kind: 'log', level: 'warn', text });
  } finally {
    writer.close();
  }
}

const noted = (folder: JobFolder): string => join(folder.path, 'limits.json');

function cgroupOf(folder: JobFolder): Cgroup | undefined {
  try {
    return JSON.parse(readFileSync(noted(folder), 'utf8')) as Cgroup;
  } catch {
    return undefined; // it was limited in nothing
  }
}
