/**
 * Runs jobs on this machine, each in a process group of its own that outlives whoever started it. Nothing is piped:
 * the job writes to its folder only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, freemem, hostname, loadavg, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { SondeError } from '@sonde/schema';
import type { JobFolder, StoredJob } from '../jobs/job-folder.js';
import { localGpus } from './local/gpus.js';
import { killedForMemory, limit, limitedEnvironment, unlimit } from './local/limits.js';
import { killGroup } from './local/process-group.js';
import { isSameProcess, otherHost, type ProcessIdentity } from './process-identity.js';
import { presentRunner } from './built-runner.js';
import type { Observation, Target, TargetKind } from './target.js';

export const localKind: TargetKind = {
  settings: Type.Object(
    {
      slots: Type.Optional(
        Type.Integer({ minimum: 1, description: 'How many jobs run at once; one for each core when absent' })
      )
    },
    { additionalProperties: false }
  ),
  open: (name, settings) => localTarget({ ...settings, name })
};

export interface LocalTargetOptions {
  /** Default: "local". */
  name?: string;
  /** How many jobs run at once. Default: one for each core. */
  slots?: number;
  /** Names of the GPUs that it gives to jobs. Default: all that nvidia-smi lists. */
  gpus?: () => Promise<string[]>;
  /** Absolute path of the program that runs a job. */
  runner?: string;
  /** How long a new process may take to say who it is, in milliseconds. */
  startWithin?: number;
  /** How long a job may take to stop by itself, in milliseconds. */
  grace?: number;
}

export function localTarget(options: LocalTargetOptions = {}): Target {
  const { runner, startWithin = 30_000, grace: usualGrace = 10_000 } = options;
  const { name = 'local', slots = availableParallelism(), gpus = localGpus } = options;
  const target: Target = {
    name,

    async capabilities() {
      const cpus = availableParallelism();
      const gpuNames = await gpus();
      const [load = 0] = loadavg(); // of the last minute; always 0 on Windows
      return {
        cpus,
        memoryBytes: totalmem(),
        gpus: gpuNames.length,
        gpuNames,
        slots,
        free: { cpus: Math.max(0, Math.round(cpus - load)), memoryBytes: freemem() },
        survivesLogout: false,
        about: `this machine (${hostname()})`
      };
    },

    async submit(stored, folder) {
      const program = presentRunner(stored.title, runner);
      const log = openSync(folder.log, 'a');
      try {
        const child = spawn(process.execPath, ['--enable-source-maps', program, folder.path], {
          cwd: folder.path,
          detached: true,
          stdio: ['ignore', log, log],
          env: { ...process.env, ...limitedEnvironment(stored, folder) }
        });
        child.unref();
        let free = (): void => undefined;
        child.once('exit', () => {
          noteUnborn(folder, child.pid);
          free();
        });
        await once(child, 'spawn');
        if (child.pid !== undefined) free = limit(stored, folder, child.pid);
      } catch (cause) {
        const why = (cause as Error).message;
        throw new SondeError('cannot-start', `Cannot start job "${stored.title}" on this machine: ${why}`, {
          cause
        });
      } finally {
        closeSync(log);
      }
    },

    observe(stored, folder) {
      const identity = identityOf(folder);
      if (!identity) return Promise.resolve(observeUnborn(stored, folder, startWithin));
      const seen = observeProcess(identity);
      if (seen.alive) return Promise.resolve(seen);
      killGroup(identity); // what it has started must not go on unseen
      const why = killedForMemory(folder, stored.resources);
      return Promise.resolve(why === undefined ? seen : { alive: false, state: 'failed', reason: why });
    },

    async cancel(stored, folder, { grace = usualGrace } = {}) {
      await writeFile(folder.cancel, '');
      const patience = Date.now() + grace;
      let asked = false;
      for (;;) {
        const identity = identityOf(folder);
        const { alive } = await target.observe(stored, folder);
        if (!alive) return; // and its group has been ended, too
        const ours = identity && otherHost(identity) === undefined;
        if (ours && !asked) asked = signal(identity.pid, 'SIGTERM');
        if (Date.now() >= patience) {
          if (ours) killGroup(identity);
          return;
        }
        await sleep(25);
      }
    },

    async remove(_stored, folder) {
      await unlimit(folder);
    }
  };
  return target;
}

function observeProcess(identity: ProcessIdentity): Observation {
  if (isSameProcess(identity)) return { alive: true };
  const host = otherHost(identity);
  if (host !== undefined)
    return { alive: true, reason: `It runs on ${host}; only there can be seen whether it lives` };
  if (identity.start === unborn) return { alive: false, reason: neverStarted };
  const reason =
    `The process that ran this job (id ${identity.pid}) is gone and left no last word: it was killed, ran out of ` +
    `memory, or the machine was restarted`;
  return { alive: false, reason };
}

/** A process that has not said who it is yet is given time: starting Node takes seconds on a busy machine. */
function observeUnborn(stored: StoredJob, folder: JobFolder, startWithin: number): Observation {
  const handed = statSync(folder.handed, { throwIfNoEntry: false })?.mtimeMs ?? Date.parse(stored.created);
  if (Date.now() - handed < startWithin) return { alive: true };
  return { alive: false, reason: neverStarted };
}

const unborn = 'never';
const neverStarted = 'The process that should run this job ended before it had begun; see its log';

/** A process that ended without having said who it is leaves word through us, so that nobody waits for it. */
function noteUnborn(folder: JobFolder, pid: number | undefined): void {
  if (pid === undefined || !existsSync(folder.path)) return;
  try {
    writeFileSync(folder.process, JSON.stringify({ pid, start: unborn }), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') console.error(error);
  }
}

/** What the job's process says of itself, once it has started. */
function identityOf(folder: JobFolder): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(folder.process, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** False when the process is gone already. */
function signal(pid: number, name: 'SIGTERM'): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
