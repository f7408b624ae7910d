/** Hands the jobs of a sweep over as array jobs, as far as they ask for the same; the others one by one. */
import type { HandedJob } from '../target.js';
import { arrayOf, dropTask, writeTask } from './array-task.js';
import { arrayJob, asked, slurmName } from './batch-job.js';
import { SlurmRefusal, type SlurmClient } from './client.js';
import { writePlace } from './job-place.js';
import { checkTime, explainRefusal } from './refusals.js';
import type { SlurmSettings } from './settings.js';

export interface SubmitAllContext {
  client: SlurmClient;
  settings: SlurmSettings;
  /** Slurm's ids of those jobs that were handed over before, in the same order. */
  idsOf(jobs: readonly HandedJob[]): Promise<(string | undefined)[]>;
  /** Hands one job over by itself. */
  submit(job: HandedJob): Promise<void>;
}

type Outcome = PromiseSettledResult<void>;

export async function submitAll(
  jobs: readonly HandedJob[],
  context: SubmitAllContext
): Promise<PromiseSettledResult<void>[]> {
  const together = new Map<string, HandedJob[]>();
  for (const job of jobs) {
    const { atOnce } = (job.stored.targetOptions ?? {}) as { atOnce?: number };
    const wants = JSON.stringify([asked(job.stored, context.settings), atOnce]);
    together.set(wants, [...(together.get(wants) ?? []), job]);
  }
  const outcomes = new Map<HandedJob, Outcome>();
  for (const alike of together.values()) {
    for (let start = 0; start < alike.length; start += mostTasks) {
      const some = alike.slice(start, start + mostTasks);
      const each = await submitAlike(some, context).catch((reason: unknown) =>
        some.map((): Outcome => ({ status: 'rejected', reason }))
      );
      for (const [index, outcome] of each.entries()) outcomes.set(some[index] as HandedJob, outcome);
    }
  }
  return jobs.map(job => outcomes.get(job) ?? done);
}

/** As many as Slurm lets an array have where nobody set another limit (MaxArraySize of slurm.conf(5)). */
const mostTasks = 1000;

const done: Outcome = { status: 'fulfilled', value: undefined };

/** Rejects when all are refused. */
async function submitAlike(jobs: readonly HandedJob[], context: SubmitAllContext): Promise<Outcome[]> {
  const before = await context.idsOf(jobs);
  const left = jobs.filter((_, index) => before[index] === undefined);
  if (left.length < 2 || !(await submitArray(left, context))) {
    // A refusal of one is no reason to keep the others back.
    const outcomes: Outcome[] = [];
    for (const [index, job] of jobs.entries()) {
      if (before[index] !== undefined) outcomes.push(done);
      else outcomes.push(...(await Promise.allSettled([context.submit(job)])));
    }
    return outcomes;
  }
  return jobs.map(() => done);
}

/** False where the cluster has no arrays, or none as large. */
async function submitArray(
  jobs: readonly HandedJob[],
  { client, settings }: SubmitAllContext
): Promise<boolean> {
  const [first] = jobs;
  if (!first) return false;
  const name = `${slurmName(first.stored.id)}-array`;
  const request = arrayJob(jobs, settings, name);
  await checkTime(first.stored, request, client);
  for (const [task, { folder }] of jobs.entries()) writeTask(folder, { name, task });
  try {
    const array = arrayOf(await client.submit(request));
    for (const [task, { folder }] of jobs.entries()) writePlace(folder, { id: `${array}_${task}` });
    return true;
  } catch (cause) {
    if (!(cause instanceof SlurmRefusal)) throw cause;
    for (const { folder } of jobs) dropTask(folder);
    if (/array/i.test(cause.message)) return false;
    throw await explainRefusal(first.stored, request, { client, said: cause.message, cause });
  }
}
