/** Submits a training for a cell: draws it live in the cell's output, and asks what shall become of it when the cell is interrupted. */
import type { DisplayPort, JobRequest } from '@sonde/schema';
import { drawLive } from './draw-live.js';
import type { Jobs } from './jobs.js';
import { onInterrupt } from './on-interrupt.js';
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
  if (!port) return run;
  const unwatch = onInterrupt(port, run.watched());
  run.drawnIn(port.signal, drawLive(run.blank(), run.events(), { port }).catch(report).finally(unwatch));
  return run;
}

/** The cell has gone on; what goes wrong with the drawing is said on its error stream. */
function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}
