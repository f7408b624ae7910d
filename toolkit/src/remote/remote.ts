/**
 * Runs a function of a cell as a job, on this machine or another, and gives what it returns.
 *
 * @example
 * const counts = await remote(async () => countWords(text), { on: 'slurm', resources: { cpus: 8 } });
 */
import { SondeError, currentDisplay, type JobRequest } from '@sonde/schema';
import { openJobs } from '../jobs/open-jobs.js';
import { printLog } from '../jobs/print-log.js';
import type { Run } from '../jobs/run.js';
import { startTraining } from '../jobs/start-training.js';
import type { TrainOptions } from '../modules/module-types.js';
import { packFunction } from './pack-function.js';
import type { RemoteContext } from './remote-context.js';

/**
 * Waits for the end of the job and prints its log meanwhile. The functions, classes, values and imports of the notebook that `work` uses go along, as they
 * are now; changes that it makes to them stay where it runs. Interrupting the cell asks
 * whether the job shall stop too.
 *
 * Throws a sentence before anything starts when something cannot be sent, and the job's own when it fails.
 */
export async function remote<Value>(
  work: (context: RemoteContext) => Value | Promise<Value>,
  options: TrainOptions = {}
): Promise<Value> {
  const run = await startRemote(work, options);
  const signal = currentDisplay()?.signal ?? new AbortController().signal; // of this cell, before it waits
  const value = run.result();
  const [answer] = await Promise.all([value, printLog(openJobs(), run.id, { signal, until: value })]);
  return answer as Value;
}

/** As {@link remote}, but answers as soon as the job is submitted: `await run.result()` gives what the function returns. */
export async function startRemote(
  work: (context: RemoteContext) => unknown,
  { on, title, resources, targetOptions, after, retries, priority }: TrainOptions = {}
): Promise<Run> {
  const port = currentDisplay();
  if (!port) {
    throw new SondeError('no-notebook', 'Cannot send a function: there is no notebook around it', {
      hint: 'remote() takes what a function needs from the cells of a notebook. In a program, submit a command.'
    });
  }
  const request: JobRequest = {
    kind: 'cell',
    code: JSON.stringify(await packFunction(work, port)),
    title: title ?? titleOf(work),
    ...(on && { target: on }),
    ...(resources && { resources }),
    ...(targetOptions && { targetOptions }),
    ...(after && { after: after.map(job => (typeof job === 'string' ? job : job.id)) }),
    ...(retries && { retries }),
    ...(priority && { priority })
  };
  return startTraining(openJobs(), request, port);
}

/** Its name, else how it begins. */
function titleOf(work: (context: RemoteContext) => unknown): string {
  if (work.name) return work.name;
  const source = Function.prototype.toString.call(work).replace(/\s+/g, ' ');
  return source.length > 60 ? `${source.slice(0, 59)}…` : source;
}
