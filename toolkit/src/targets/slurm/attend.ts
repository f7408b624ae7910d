/**
 * The program that stays with a job on a cluster which does not see its folder: `node attend.js <job folder> <settings>`. It copies
 * what the job needs, hands it over, and brings what it writes, for as long as there is something to do; while the job waits in
 * Slurm's queue there is not. It may be killed and started again at any moment.
 */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SondeError, toErrorRecord } from '@sonde/schema';
import { endJob } from '../../jobs/end-job.js';
import { folderAt, readStoredJob, type JobFolder } from '../../jobs/job-folder.js';
import { withLock } from '../../weights/lock.js';
import { isUnreachable, type HandedJob } from '../target.js';
import { Bringer } from './bring.js';
import { Cluster } from './cluster.js';
import { noteDrained } from './drained.js';
import { handOverThere } from './hand-over-there.js';
import { openShell, type Shell } from './shell.js';
import { folderThere, type StagedSettings } from './stage.js';

async function main(path: string, settings: StagedSettings): Promise<void> {
  const folder = folderAt(resolve(path), basename(path));
  if (existsSync(folder.final)) return;
  const job = { stored: await readStoredJob(folder), folder };
  const shell = openShell(settings);
  const cluster = new Cluster(settings, shell);
  const stop = stopWith(folder);
  try {
    if ((await cluster.idOf(job)) === undefined)
      await handOverThere(job, { shell, settings, signal: stop.signal });
    if (stop.signal.aborted) await cluster.stop(job, 0);
    await follow(job, { shell, cluster, there: folderThere(folder, settings) });
  } catch (error) {
    if (stop.signal.aborted && !existsSync(folder.place)) {
      endJob(folder, 'cancelled', { reason: 'It was asked to stop while it waited' });
      return;
    }
    // The cluster may be back in a moment: whoever looks at the job then starts the next attendant.
    if (isUnreachable(error) || existsSync(folder.final)) throw error;
    endJob(folder, 'failed', { reason: toErrorRecord(error).message, error: toErrorRecord(error) });
    await cluster.stop(job, 0);
  } finally {
    stop.end();
  }
}

interface Following {
  shell: Shell;
  cluster: Cluster;
  there: string;
}

/** Brings what the job writes until it ends, or waits (again). */
async function follow(job: HandedJob, { cluster, ...options }: Following): Promise<void> {
  const bringer = await Bringer.begin(job.folder, options);
  let pause = quick;
  let looked = 0;
  try {
    for (;;) {
      const came = await bringer.bring();
      if (bringer.ended) return;
      pause = came ? quick : Math.min(pause * 1.5, slow);
      if (Date.now() - looked > slow) {
        looked = Date.now();
        const { observation, waits } = await cluster.see(job);
        if (observation.alive && waits) return;
        if (!observation.alive) return await drain(job.folder, bringer);
      }
      await sleep(pause);
    }
  } finally {
    bringer.close();
  }
}

/** The job has ended, with or without a last word. */
async function drain(folder: JobFolder, bringer: Bringer): Promise<void> {
  while (await bringer.bring());
  if (bringer.ended) return;
  await bringer.bringRest();
  noteDrained(folder);
}

/** Milliseconds between two looks at what came, when something did and when nothing did for a while. */
const quick = 500;
const slow = 3000;

/** Aborted when somebody asks the job to stop. */
function stopWith(folder: JobFolder): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const look = (): void => {
    if (existsSync(folder.cancel)) controller.abort(new SondeError('job-cancelled', 'It was asked to stop'));
  };
  const timer = setInterval(look, 250);
  look();
  return { signal: controller.signal, end: () => clearInterval(timer) };
}

const [, , path, settings] = process.argv;
if (!path || !settings)
  throw new SondeError('usage', 'Cannot attend a job: write node attend.js <job folder> <settings>');
// One at a time; the next finds that there is nothing left to do.
await withLock(`${path}/attend.lock`, {}, () => main(path, JSON.parse(settings) as StagedSettings)).catch(
  (error: unknown) => {
    console.error(toErrorRecord(error).message);
    process.exitCode = 1;
  }
);
process.exit();
