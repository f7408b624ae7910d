/** The script of a batch job: it makes the surroundings of the runner and becomes it. */
import { fileURLToPath } from 'node:url';
import type { StoredJob } from '../../jobs/job-folder.js';
import { mapPath, mapPaths, pathMapVariable } from '../../jobs/path-map.js';
import { endVariable, placeVariable } from '../../jobs/runner-environment.js';
import { installRoot } from '../install-root.js';
import { inputs } from '../job-inputs.js';
import { inContainer } from './in-container.js';
import type { SlurmOptions, SlurmSettings } from './settings.js';
import { quote } from './shell.js';

/**
 * The shell makes way for the runner, so that Slurm's signals reach it.
 *
 * @param folder the job's folder, as the nodes know it
 */
export function batchScript(stored: StoredJob, settings: SlurmSettings, folder: string): string {
  const { paths = {}, setup = [] } = settings;
  const { runner, root } = placeOfSonde(settings);
  const around = inContainer(settings.container, {
    writable: [folder],
    readable: inputs(mapPaths(stored, paths), { more: [root, ...Object.values(paths)], present: [] }),
    gpus: wantsGpus(stored),
    variables: [pathMapVariable, endVariable, placeVariable]
  });
  const command = [...around, nodeProgram(settings), '--enable-source-maps', runner, folder];
  return `${[
    '#!/bin/bash',
    `export ${pathMapVariable}=${quote(JSON.stringify(paths))}`,
    `export ${endVariable}=target`,
    `export ${placeVariable}="{\\"id\\":\\"$SLURM_JOB_ID\\",\\"node\\":\\"$SLURMD_NODENAME\\"}"`,
    ...setup,
    `exec ${command.map(quote).join(' ')}`
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
  const [above = ''] = runner.split('/node_modules/');
  return { runner, root: above.replace(/\/toolkit\/lib\/jobs\/runner\.js$/, '') };
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
