/** Hears that a job shall stop: by signal, or by the file `cancel` in its folder, which reaches it on any machine. */
import { existsSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { SondeError } from '@sonde/schema/error';
import type { JobFolder } from './job-folder.js';

export interface StopRequest {
  /** Aborted, with a sentence as its reason, when the job shall stop: code "process-ended" when nobody asked the job to. */
  readonly signal: AbortSignal;
  /** Stops the job also when this many minutes have gone by. */
  after(minutes: number | undefined): void;
}

/** Listens until the process ends, without keeping it alive. */
export function stopRequest(folder: JobFolder): StopRequest {
  const controller = new AbortController();
  const stop = (why: string, code = 'job-cancelled'): void => controller.abort(new SondeError(code, why));
  const look = (): void => {
    if (existsSync(folder.cancel)) stop('It was asked to stop');
  };
  process.on('SIGTERM', () => {
    if (existsSync(folder.cancel)) stop('It was asked to stop');
    else stop('Its process was told to end: by the system, or by hand', 'process-ended');
  });
  process.on('SIGINT', () => stop('Its process was interrupted'));
  process.on('SIGHUP', () => undefined); // the terminal it was started from may close
  setInterval(look, 1000).unref();
  try {
    const watcher = watch(folder.path, (_, name) => name === basename(folder.cancel) && look());
    watcher.on('error', () => watcher.close());
    watcher.unref();
  } catch {
    // No notices on this disk: looking once a second does it alone.
  }
  look();
  return {
    signal: controller.signal,
    after(minutes) {
      if (minutes === undefined) return;
      const tooLong = timeLimit(minutes);
      const end = Date.now() + minutes * 60_000;
      const wait = (): void => {
        const left = end - Date.now();
        if (left <= 0) controller.abort(tooLong);
        else setTimeout(wait, Math.min(left, 2 ** 31 - 1)).unref(); // a longer timer fires at once
      };
      wait();
    }
  };
}

/** Said of a job that was stopped because its time was over. */
export function timeLimit(minutes: number): SondeError {
  const unit = minutes === 1 ? 'minute' : 'minutes';
  return new SondeError('time-limit', `It was stopped after ${minutes} ${unit}, its time limit`, {
    hint: 'Start it again with a greater limit, or with less to do.'
  });
}
