/** The batch job that runs one of ours, or several as an array: what it asks of Slurm. */
import { dirname } from 'node:path';
import { SondeError } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import { mapPath } from '../../jobs/path-map.js';
import { linksOf } from './array-task.js';
import { batchScript } from './batch-script.js';
import type { SlurmRequest } from './client.js';
import type { SlurmOptions, SlurmSettings } from './settings.js';

/** Slurm knows a job of ours by this name, by which it is found again. */
export function slurmName(id: string): string {
  return `sonde-${id}`;
}

/** @param path of the job's folder, as it is known here */
export function batchJob(stored: StoredJob, settings: SlurmSettings, path: string): SlurmRequest {
  const folder = mapPath(path, settings.paths ?? {});
  return {
    name: slurmName(stored.id),
    script: batchScript([stored], settings, { folder }),
    folder,
    output: `${asPattern(folder)}/log.txt`,
    ...asked(stored, settings)
  };
}

/** @param jobs which ask for the same; each is the task whose number is its place in the list */
export function arrayJob(
  jobs: readonly { stored: StoredJob; folder: JobFolder }[],
  settings: SlurmSettings,
  name: string
): SlurmRequest {
  const [first] = jobs;
  if (!first) throw new SondeError('usage', 'An array job has one task at least');
  const { paths = {} } = settings;
  const folder = mapPath(linksOf(first.folder, name), paths);
  const { atOnce } = (first.stored.targetOptions ?? {}) as SlurmOptions;
  return {
    name,
    script: batchScript(
      jobs.map(one => one.stored),
      settings,
      { folder, jobs: mapPath(dirname(first.folder.path), paths) }
    ),
    folder,
    output: `${asPattern(folder)}/%a/log.txt`,
    array: `0-${jobs.length - 1}${atOnce === undefined ? '' : `%${atOnce}`}`,
    ...asked(first.stored, settings)
  };
}

/** What the job asks of the cluster. */
export function asked(
  { resources = {}, targetOptions = {} }: StoredJob,
  { partition, account, qos, setup = [] }: SlurmSettings
): Omit<SlurmRequest, 'name' | 'script' | 'folder' | 'output'> {
  const options = { ...(targetOptions as SlurmOptions) };
  delete options.atOnce; // of an array, not of a job
  const gres = options.gres ?? (resources.gpus ? `gpu:${resources.gpus}` : undefined);
  return {
    ...(partition !== undefined && { partition }),
    ...(account !== undefined && { account }),
    ...(qos !== undefined && { qos }),
    ...options,
    ...(setup.length > 0 && { login: true }), // "module load" is a word of the log-in shell
    ...(gres !== undefined && { gres }),
    ...(resources.cpus !== undefined && { cpus: Math.ceil(resources.cpus) }),
    ...(resources.memoryBytes !== undefined && { memoryMiB: Math.ceil(resources.memoryBytes / 2 ** 20) }),
    ...(resources.minutes !== undefined && { minutes: Math.ceil(resources.minutes) })
  };
}

/** Slurm reads the name of the output as a pattern: sbatch(1), FILENAME PATTERN. */
const asPattern = (path: string): string => path.replaceAll('%', '%%');
