/** The batch job that runs one of ours: what it asks of Slurm, and the script that becomes the runner. */
import { fileURLToPath } from 'node:url';
import type { StoredJob } from '../../jobs/job-folder.js';
import { pathMapVariable, type PathMap } from '../../jobs/path-map.js';
import { endVariable, placeVariable } from '../../jobs/runner-environment.js';
import type { SlurmRequest } from './client.js';
import type { SlurmOptions, SlurmSettings } from './settings.js';
import { quote } from './shell.js';

/** Slurm knows a job of ours by this name, by which it is found again. */
export function slurmName(id: string): string {
  return `sonde-${id}`;
}

/** @param folder the job's folder as the nodes know it; `paths` has what else lies elsewhere there */
export function batchJob(
  stored: StoredJob,
  settings: SlurmSettings,
  { folder, paths }: { folder: string; paths: PathMap }
): SlurmRequest {
  const { resources = {}, targetOptions = {} } = stored;
  const { partition, account, qos } = settings;
  const options: SlurmOptions = targetOptions;
  const gres = options.gres ?? (resources.gpus ? `gpu:${resources.gpus}` : undefined);
  return {
    name: slurmName(stored.id),
    script: script(settings, folder, paths),
    folder,
    output: `${folder}/log.txt`,
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

/** The shell makes way for the runner, so that Slurm's signals reach it. */
function script(settings: SlurmSettings, folder: string, paths: PathMap): string {
  const {
    node = settings.ssh === undefined ? process.execPath : 'node',
    runner = ownRunner(),
    setup = []
  } = settings;
  const command = [
    ...inContainer(settings, folder, paths, runner),
    node,
    '--enable-source-maps',
    runner,
    folder
  ];
  return `${[
    '#!/bin/bash',
    `export ${pathMapVariable}=${quote(JSON.stringify(paths))}`,
    `export ${endVariable}=target`,
    `export ${placeVariable}="{\\"id\\":\\"$SLURM_JOB_ID\\",\\"node\\":\\"$SLURMD_NODENAME\\"}"`,
    ...setup,
    `exec ${command.map(quote).join(' ')}`
  ].join('\n')}\n`;
}

/** The container sees the job, what it reads and Sonde itself where they lie outside. */
function inContainer({ container }: SlurmSettings, folder: string, paths: PathMap, runner: string): string[] {
  if (!container) return [];
  const sonde = runner.split('/node_modules/')[0]?.replace(/\/toolkit\/lib\/jobs\/runner\.js$/, '') ?? runner;
  const binds = [...new Set([folder, sonde, ...Object.values(paths)])];
  return container.engine === 'apptainer'
    ? ['apptainer', 'exec', '--nv', ...binds.flatMap(path => ['--bind', path]), container.image]
    : ['enroot', 'start', '--rw', ...binds.flatMap(path => ['--mount', `${path}:${path}`]), container.image];
}

/** The runner as built, also when this file runs from source (in unit tests). */
function ownRunner(): string {
  const here = fileURLToPath(new URL('../../jobs/runner.js', import.meta.url));
  return here.replace(/\/src\/jobs\/runner\.js$/, '/lib/jobs/runner.js');
}
