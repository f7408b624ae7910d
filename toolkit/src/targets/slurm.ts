/**
 * Runs jobs on a Slurm cluster, by Slurm's commands (here or on a log-in node, through ssh) or by slurmrestd. Slurm queues
 * by itself and its jobs outlive us all: what finds one again is its name, which is made of the job's id.
 */
import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { mapPath } from '../jobs/path-map.js';
import { arrayOf, dropTask, readTask } from './slurm/array-task.js';
import { batchJob, slurmName } from './slurm/batch-job.js';
import { SlurmRefusal, type SlurmClient, type SlurmJob } from './slurm/client.js';
import { commandClient } from './slurm/commands.js';
import { readPlace, writePlace } from './slurm/job-place.js';
import { Look } from './slurm/look.js';
import { checkTime, explainRefusal } from './slurm/refusals.js';
import { restClient } from './slurm/rest.js';
import { SlurmOptions, SlurmSettings } from './slurm/settings.js';
import { openShell } from './slurm/shell.js';
import { stop } from './slurm/stop.js';
import { submitAll } from './slurm/submit-all.js';
import { observed, type Seen } from './slurm/words.js';
import type { HandedJob, Observation, Target, TargetKind } from './target.js';

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

  /** Slurm's ids of jobs; undefined for those that nobody has handed over. */
  async function idsOf(jobs: readonly HandedJob[]): Promise<(string | undefined)[]> {
    const unknown = jobs.filter(({ folder }) => !readPlace(folder));
    const names = [...new Set(unknown.map(({ stored, folder }) => nameOf(stored, folder)))];
    const found = names.length > 0 ? await client.find(names) : [];
    for (const { stored, folder } of unknown) {
      const job = found.findLast(one => one.name === nameOf(stored, folder));
      const task = readTask(folder);
      if (job) writePlace(folder, { id: task ? `${arrayOf(job.id)}_${task.task}` : job.id });
    }
    return jobs.map(({ folder }) => readPlace(folder)?.id);
  }
  const idOf = async (stored: StoredJob, folder: JobFolder): Promise<string | undefined> =>
    (await idsOf([{ stored, folder }]))[0];

  async function submit(stored: StoredJob, folder: JobFolder): Promise<void> {
    const request = batchJob(stored, settings, folder.path);
    const [before] = await Promise.all([idOf(stored, folder), checkTime(stored, request, client)]);
    if (before !== undefined) return;
    dropTask(folder); // of an array that Slurm never saw
    try {
      writePlace(folder, { id: await client.submit(request) });
    } catch (cause) {
      if (!(cause instanceof SlurmRefusal)) throw cause;
      throw await explainRefusal(stored, request, { client, said: cause.message, cause });
    }
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

    submit,
    submitAll: jobs =>
      submitAll(jobs, { client, settings, idsOf, submit: one => submit(one.stored, one.folder) }),

    async observe(stored, folder) {
      const id = await idOf(stored, folder);
      if (id === undefined) return unsubmitted(folder);
      const isOurs = (job?: SlurmJob): job is SlurmJob => job?.name === nameOf(stored, folder);
      const about = (): Seen => ({ folder: there(folder), began: existsSync(folder.process) });
      const job = await look.job(id);
      if (isOurs(job)) {
        const seen = observed(job, about());
        if (seen.alive) return seen;
      }
      const ended = await client.ended(id);
      return isOurs(ended) ? observed(ended, about()) : forgotten(id);
    },

    async cancel(stored, folder, { grace = 10_000 } = {}) {
      await writeFile(folder.cancel, '');
      const id = await idOf(stored, folder);
      if (id !== undefined) await stop({ id, name: nameOf(stored, folder) }, { client, look, grace });
    },

    remove(_stored, folder) {
      dropTask(folder);
      return Promise.resolve();
    }
  };
}

/** Slurm's name of the job. */
function nameOf({ id }: StoredJob, folder: JobFolder): string {
  return readTask(folder)?.name ?? slurmName(id);
}

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
