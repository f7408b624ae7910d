/** The batch job that runs one of ours: what it asks of Slurm. */
import type { StoredJob } from '../../jobs/job-folder.js';
import { mapPath } from '../../jobs/path-map.js';
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
    script: batchScript(stored, settings, folder),
    folder,
    output: `${folder}/log.txt`,
    ...asked(stored, settings)
  };
}

/** What the job asks of the cluster. */
export function asked(
  { resources = {}, targetOptions = {} }: StoredJob,
  { partition, account, qos }: SlurmSettings
): Omit<SlurmRequest, 'name' | 'script' | 'folder' | 'output'> {
  const options: SlurmOptions = targetOptions;
  const gres = options.gres ?? (resources.gpus ? `gpu:${resources.gpus}` : undefined);
  return {
    ...(partition !== undefined && { partition }),
    ...(account !== undefined && { account }),
    ...(qos !== undefined && { qos }),
    ...options,
    ...(gres !== undefined && { gres }),
    ...(resources.cpus !== undefined && { cpus: Math.ceil(resources.cpus) }),
    ...(resources.memoryBytes !== undefined && { memoryMiB: Math.ceil(resources.memoryBytes / 2 ** 20) }),
    ...(resources.minutes !== undefined && { minutes: Math.ceil(resources.minutes) })
  };
}
