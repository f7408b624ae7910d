/** Hears that a job shall stop: by signal, or by the file `cancel` in its folder, which reaches it on any machine. */
import { existsSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { SondeError } from '@sonde/schema';
import type { JobFolder } from './job-folder.js';

export interface StopRequest {
  /** Aborted, with a sentence as its reason, when the job shall stop. */
  readonly signal: AbortSignal;
}

/** Listens until the process ends, without keeping it alive. */
export function stopRequest(folder: JobFolder): StopRequest {
  const controller = new AbortController();
  const stop = (why: string): void => controller.abort(new SondeError('job-cancelled', why));
  const look = (): void => {
    if (existsSync(folder.cancel)) stop('It was asked to stop');
  };
  process.on('SIGTERM', () =>
    stop(existsSync(folder.cancel) ? 'It was asked to stop' : 'Its process was told to end')
  );
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
  return { signal: controller.signal };
}
