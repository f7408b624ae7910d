/** Submits a training for a cell: draws it live in the cell's output, and asks what shall become of it when the cell is interrupted. */
import type { DisplayPort, JobRequest } from '@sonde/schema';
import type { Jobs } from './jobs.js';
import { originLabels } from './origin-labels.js';
import { Run } from './run.js';

/** @param port the notebook the training is started from, if any */
export async function startTraining(
  jobs: Jobs,
  request: JobRequest,
  port: DisplayPort | undefined
): Promise<Run> {
  const labels = { ...originLabels(port), ...request.labels };
  const run = new Run(jobs, await jobs.submit({ ...request, labels }));
  if (port) run.drawIn(port);
  return run;
}
