/** The script of a batch job: it makes the surroundings of the runner and becomes it. */
import { fileURLToPath } from 'node:url';
import type { StoredJob } from '../../jobs/job-folder.js';
import { mapPath, mapPaths, pathMapVariable } from '../../jobs/path-map.js';
import { endVariable, placeVariable } from '../../jobs/runner-environment.js';
import { installRoot } from '../install-root.js';
import { inputs, outermost } from '../job-inputs.js';
import { inContainer } from './in-container.js';
import type { SlurmOptions, SlurmSettings } from './settings.js';
import { quote } from './shell.js';

export interface ScriptPlace {
  /** The job's folder, as the nodes know it; of an array the one by whose links each task finds its own. */
  folder: string;
  /** Of an array: the folder that holds all its jobs' folders, as the nodes know it. */
  jobs?: string;
}

/**
 * The shell makes way for the runner, so that Slurm's signals reach it.
 *
 * @param stored the job, or those of an array, which ask for the same
 */
export function batchScript(
  stored: readonly StoredJob[],
  settings: SlurmSettings,
  { folder, jobs }: ScriptPlace
): string {
  const { paths = {}, setup = [] } = settings;
  const { runner, root } = placeOfSonde(settings);
  const more = [root, ...Object.values(paths)];
  const around = inContainer(settings.container, {
    writable: [jobs ?? folder],
    readable: outermost(stored.flatMap(one => inputs(mapPaths(one, paths), { more, present: [] }))),
    gpus: stored.some(wantsGpus),
    variables: [pathMapVariable, endVariable, placeVariable]
  });
  const command = [...around, nodeProgram(settings), '--enable-source-maps', runner].map(quote).join(' ');
  const isArray = jobs !== undefined;
  const id = isArray ? '${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID' : '$SLURM_JOB_ID';
  return `${[
    '#!/bin/bash',
    `export ${pathMapVariable}=${quote(JSON.stringify(paths))}`,
    `export ${endVariable}=target`,
    `export ${placeVariable}="{\\"id\\":\\"${id}\\",\\"node\\":\\"$SLURMD_NODENAME\\"}"`,
    ...setup,
    ...(isArray ? [`cd -P ${quote(folder)}/"$SLURM_ARRAY_TASK_ID" || exit`] : []),
    `exec ${command} ${isArray ? '"$PWD"' : quote(folder)}`
  ].join('\n')}\n`;
}

/** Ours where the cluster sees it; in a container and beyond ssh the one that is found there. */
function nodeProgram({ node, ssh, container, paths = {} }: SlurmSettings): string {
  if (node !== undefined) return node;
  return ssh === undefined && !container ? mapPath(process.execPath, paths) : 'node';
}

/** The runner, and the folder with all that it needs, as the nodes know them. */
function placeOfSonde({ runner, paths = {} }: SlurmSettings): { runner: string; root: string } {
  if (runner === undefined) {
    return { runner: mapPath(ownRunner(), paths), root: mapPath(installRoot(), paths) };
  }
  return { runner, root: rootOf(runner) };
}

/** The folder in which Sonde with this runner is installed. */
export function rootOf(runner: string): string {
  const [above = ''] = runner.split('/node_modules/');
  return above.replace(/\/toolkit\/lib\/jobs\/runner\.js$/, '');
}

/** The runner as built, also when this file runs from source (in unit tests). */
function ownRunner(): string {
  const here = fileURLToPath(new URL('../../jobs/runner.js', import.meta.url));
  return here.replace(/\/src\/jobs\/runner\.js$/, '/lib/jobs/runner.js');
}

function wantsGpus({ resources, targetOptions = {} }: StoredJob): boolean {
  const { gres = '' }: SlurmOptions = targetOptions;
  return (resources?.gpus ?? 0) > 0 || /\bgpu\b/.test(gres);
}
