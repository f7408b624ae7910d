/** A cluster and our jobs on it: hands them over, finds them by their names, says how they are, and stops them. */
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import type { HandedJob, Observation } from '../target.js';
import { arrayOf, dropTask, readTask } from './array-task.js';
import { batchJob, slurmName } from './batch-job.js';
import { SlurmRefusal, type SlurmClient, type SlurmJob } from './client.js';
import { commandClient } from './commands.js';
import { noteSending, readPlace, wasSent, writePlace } from './job-place.js';
import { Look } from './look.js';
import { checkTime, explainRefusal } from './refusals.js';
import { restClient } from './rest.js';
import type { SlurmSettings } from './settings.js';
import { openShell, type Shell } from './shell.js';
import { folderThere } from './stage.js';
import { stop } from './stop.js';
import { submitAll } from './submit-all.js';
import { isWaiting, observed, type Seen } from './words.js';

export class Cluster {
  readonly client: SlurmClient;
  readonly #settings: SlurmSettings;
  readonly #look: Look;

  constructor(settings: SlurmSettings, shell: Shell = openShell(settings)) {
    this.#settings = settings;
    this.client = settings.via === 'rest' ? restClient(settings) : commandClient(shell, settings);
    this.#look = new Look(this.client);
  }

  /** Hands the job over, unless it is there already. */
  async submit({ stored, folder }: HandedJob): Promise<void> {
    const { client } = this;
    const request = batchJob(stored, this.#settings, folder.path);
    const [before] = await Promise.all([this.idOf({ stored, folder }), checkTime(stored, request, client)]);
    if (before !== undefined) return;
    dropTask(folder); // of an array that Slurm never saw
    noteSending(folder);
    try {
      writePlace(folder, { id: await client.submit(request) });
    } catch (cause) {
      if (!(cause instanceof SlurmRefusal)) throw cause;
      throw await explainRefusal(stored, request, { client, said: cause.message, cause });
    }
  }

  /** Throws a sentence when the cluster cannot be reached, or could never start the job. */
  async check({ stored, folder }: HandedJob): Promise<void> {
    const request = batchJob(stored, this.#settings, folder.path);
    await Promise.all([this.idOf({ stored, folder }), checkTime(stored, request, this.client)]);
  }

  submitAll(jobs: readonly HandedJob[]): Promise<PromiseSettledResult<void>[]> {
    return submitAll(jobs, {
      client: this.client,
      settings: this.#settings,
      idsOf: some => this.#idsOf(some),
      submit: job => this.submit(job)
    });
  }

  /** Slurm's id of the job; undefined while nobody has handed it over. */
  async idOf(job: HandedJob): Promise<string | undefined> {
    return (await this.#idsOf([job]))[0];
  }

  async observe(job: HandedJob): Promise<Observation> {
    return (await this.see(job)).observation;
  }

  /** Also tells whether Slurm has it in its queue. */
  async see(job: HandedJob): Promise<{ observation: Observation; waits: boolean }> {
    const { stored, folder } = job;
    const id = await this.idOf(job);
    if (id === undefined) return { observation: unsubmitted(folder), waits: true };
    const run = runOf(folder);
    let found = await this.#look.job(id);
    if (found && isWaiting(found) && run !== undefined) {
      // It may have begun since this was seen, or wait again: that is no matter to guess at.
      this.#look.forget(id);
      found = await this.#look.job(id);
    }
    const isOurs = (one?: SlurmJob): one is SlurmJob => one?.name === nameOf(stored, folder);
    const seen = (): Seen => ({
      folder: folderThere(folder, this.#settings),
      began: run !== undefined && run === runOf(folder),
      log: () => endOf(folder.log)
    });
    if (isOurs(found)) {
      const observation = observed(found, seen());
      if (observation.alive) return { observation, waits: isWaiting(found) };
    }
    const ended = await this.client.ended(id);
    return { observation: isOurs(ended) ? observed(ended, seen()) : forgotten(id), waits: false };
  }

  async stop(job: HandedJob, grace: number): Promise<void> {
    const id = await this.idOf(job);
    if (id === undefined) return;
    await stop(
      { id, name: nameOf(job.stored, job.folder) },
      { client: this.client, look: this.#look, grace }
    );
  }

  async #idsOf(jobs: readonly HandedJob[]): Promise<(string | undefined)[]> {
    // Slurm is asked only for what may have reached it: that takes as long as handing it over does.
    const unknown = jobs.filter(({ folder }) => !readPlace(folder) && (wasSent(folder) || readTask(folder)));
    const names = [...new Set(unknown.map(({ stored, folder }) => nameOf(stored, folder)))];
    const found = names.length > 0 ? await this.client.find(names) : [];
    for (const { stored, folder } of unknown) {
      const job = found.findLast(one => one.name === nameOf(stored, folder));
      const task = readTask(folder);
      if (job) writePlace(folder, { id: task ? `${arrayOf(job.id)}_${task.task}` : job.id });
    }
    return jobs.map(({ folder }) => readPlace(folder)?.id);
  }
}

/** Slurm's name of the job. */
function nameOf({ id }: StoredJob, folder: JobFolder): string {
  return readTask(folder)?.name ?? slurmName(id);
}

/** Which of its runs the job is in, should Slurm start it several times; undefined before the first. */
function runOf(folder: JobFolder): string | undefined {
  try {
    return readFileSync(folder.process, 'utf8');
  } catch {
    return undefined;
  }
}

/** The last lines of a file. */
function endOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, 4096));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString();
  } finally {
    closeSync(file);
  }
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
