/** A job for a site that Sonde cannot start it at: its folder, ready to run, and the command to run it with. */
import { join } from 'node:path';
import type { JobRequest } from '@sonde/schema';
import { presentRunner } from '../targets/built-runner.js';
import { containerCommand, type ContainerProgram } from '../targets/container-command.js';
import { installRoot } from '../targets/install-root.js';
import { localTarget } from '../targets/local.js';
import { createJobFolder } from './job-folder.js';
import { prepareJob } from './prepare-job.js';

export interface PrintedJob {
  id: string;
  /** Its folder, which must be seen at the same path where the command runs. */
  folder: string;
  /** One line of a shell. */
  command: string;
}

/** Checked like any other job, and kept apart from them: nobody here starts it, or waits for it. */
export async function printJob(
  request: JobRequest,
  { home, program }: { home: string; program: ContainerProgram }
): Promise<PrintedJob> {
  const apart = join(home, 'printed');
  const stored = await prepareJob({ ...request, target: 'local' }, { home, targets: [localTarget()] });
  const folder = await createJobFolder(apart, stored);
  const command = containerCommand(program, stored, folder, {
    root: installRoot(),
    runner: presentRunner(stored.title)
  });
  return { id: stored.id, folder: folder.path, command };
}
