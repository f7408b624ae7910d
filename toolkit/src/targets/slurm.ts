/**
 * Runs jobs on a Slurm cluster, by Slurm's commands (here or on a log-in node, through ssh) or by slurmrestd. Slurm queues
 * by itself and its jobs outlive us all: what finds one again is its name, which is made of the job's id.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { mapPath } from '../jobs/path-map.js';
import { batchJob, slurmName } from './slurm/batch-job.js';
import { SlurmRefusal, type SlurmClient } from './slurm/client.js';
import { commandClient } from './slurm/commands.js';
import { readPlace, writePlace } from './slurm/job-place.js';
import { Look } from './slurm/look.js';
import { checkTime, explainRefusal } from './slurm/refusals.js';
import { restClient } from './slurm/rest.js';
import { SlurmOptions, SlurmSettings } from './slurm/settings.js';
import { openShell } from './slurm/shell.js';
import { observed } from './slurm/words.js';
import type { Observation, Target, TargetKind } from './target.js';

export const slurmKind: TargetKind = {
  settings: SlurmSettings,
  open: (name, settings) => slurmTarget(name, settings)
};

export function slurmTarget(name: string, settings: SlurmSettings = {}): Target {
  const shell = openShell(settings);
  const client: SlurmClient = settings.via === 'rest' ? restClient(settings) : commandClient(shell, settings);
  const look = new Look(client);

  /** The job's folder as the nodes know it. */
  const there = (folder: JobFolder): string => mapPath(folder.path, settings.paths ?? {});

  /** Slurm's id of the job; undefined while nobody has handed it over. */
  async function idOf(stored: StoredJob, folder: JobFolder): Promise<string | undefined> {
    const place = readPlace(folder);
    if (place) return place.id;
    const found = await client.find(slurmName(stored.id));
    if (found) writePlace(folder, { id: found.id });
    return found?.id;
  }

  return {
    name,
    options: SlurmOptions,

    async capabilities() {
      const [nodes, about] = await Promise.all([client.nodes(), client.about()]);
      const up = nodes.filter(({ state }) => !/DOWN|DRAIN|FAIL|UNKNOWN|NOT_RESPONDING|\*/i.test(state));
      const sum = (of: (node: (typeof up)[number]) => number): number =>
        up.reduce((total, one) => total + of(one), 0);
      const mebibyte = 2 ** 20;
      return {
        cpus: sum(one => one.cpus),
        memoryBytes: sum(one => one.memoryMiB) * mebibyte,
        gpus: sum(one => one.gpus),
        free: {
          cpus: sum(one => one.cpus - one.cpusTaken),
          memoryBytes: sum(one => one.memoryMiB - one.memoryTakenMiB) * mebibyte,
          gpus: sum(one => one.gpus - one.gpusTaken)
        },
        survivesLogout: true,
        about
      };
    },

    async submit(stored, folder) {
      const request = batchJob(stored, settings, folder.path);
      const [before] = await Promise.all([idOf(stored, folder), checkTime(stored, request, client)]);
      if (before !== undefined) return;
      try {
        writePlace(folder, { id: await client.submit(request) });
      } catch (cause) {
        if (!(cause instanceof SlurmRefusal)) throw cause;
        throw await explainRefusal(stored, request, { client, said: cause.message, cause });
      }
    },

    async observe(stored, folder) {
      const id = await idOf(stored, folder);
      if (id === undefined) return unsubmitted(folder);
      const job = await look.job(id);
      const isOurs = job?.name === slurmName(stored.id);
      if (job && isOurs) {
        const seen = observed(job, there(folder));
        if (seen.alive) return seen;
      }
      const ended = await client.ended(id);
      return ended?.name === slurmName(stored.id) ? observed(ended, there(folder)) : forgotten(id);
    },

    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await writeFile(folder.cancel, '');
      const id = await idOf(stored, folder);
      if (id === undefined) return;
      const state = async (): Promise<string> => {
        look.forget(id);
        return (await look.job(id))?.state ?? '';
      };
      if ((await state()) === 'RUNNING') {
        await client.cancel(id, 'TERM');
        for (const patience = Date.now() + grace; Date.now() < patience; await sleep(between)) {
          if (!/RUNNING|COMPLETING/.test(await state())) return;
        }
        await client.cancel(id, 'KILL');
      }
      await client.cancel(id);
      look.forget(id);
    }
  };
}

/** Milliseconds between two looks at a job that was asked to stop. */
const between = 250;

/** Milliseconds that the way to Slurm may take. */
const onItsWay = 90_000;

function unsubmitted(folder: JobFolder): Observation {
  const handed = statSync(folder.handed, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - handed < onItsWay) return { alive: true };
  return { alive: false, reason: 'It never reached Slurm: whoever handed it over was stopped on the way' };
}

function forgotten(id: string): Observation {
  return {
    alive: false,
    reason: `Slurm knows nothing of job ${id} any more, nor does its accounting, and the job left no last word`
  };
}
