/**
 * Runs jobs on a Slurm cluster, by Slurm's commands (here or on a log-in node, through ssh) or by slurmrestd. Slurm queues
 * by itself and its jobs outlive us all: what finds one again is its name, which is made of the job's id.
 */
import { writeFile } from 'node:fs/promises';
import { capabilitiesOf } from './slurm/capabilities.js';
import { dropTask } from './slurm/array-task.js';
import { Cluster } from './slurm/cluster.js';
import { SlurmOptions, SlurmSettings } from './slurm/settings.js';
import { stagedSlurmTarget } from './slurm/staged-target.js';
import type { Target, TargetKind } from './target.js';

export const slurmKind: TargetKind = {
  settings: SlurmSettings,
  open: (name, settings) => slurmTarget(name, settings)
};

export function slurmTarget(name: string, settings: SlurmSettings = {}): Target {
  const { stage } = settings;
  return stage === undefined
    ? sharedSlurmTarget(name, settings)
    : stagedSlurmTarget(name, { ...settings, stage });
}

/** Where the nodes see the folders of this machine. */
function sharedSlurmTarget(name: string, settings: SlurmSettings): Target {
  const cluster = new Cluster(settings);
  return {
    name,
    options: SlurmOptions,
    capabilities: () => capabilitiesOf(cluster.client),
    submit: (stored, folder) => cluster.submit({ stored, folder }),
    submitAll: jobs => cluster.submitAll(jobs),
    observe: (stored, folder) => cluster.observe({ stored, folder }),
    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await writeFile(folder.cancel, '');
      await cluster.stop({ stored, folder }, grace);
    },
    remove(_stored, folder) {
      dropTask(folder);
      return Promise.resolve();
    }
  };
}
