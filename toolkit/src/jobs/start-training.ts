/** Submits a training for a cell: draws it live in the cell's output, and cancels it when the cell is interrupted. */
import type { DisplayPort, JobRequest } from '@sonde/schema';
import { drawLive } from './draw-live.js';
import type { Jobs } from './jobs.js';
import { Run } from './run.js';

/** @param port the notebook the training is started from, if any */
export async function startTraining(
  jobs: Jobs,
  request: JobRequest,
  port: DisplayPort | undefined
): Promise<Run> {
  const run = new Run(jobs, await jobs.submit(request));
  if (!port) return run;
  const interrupt = port.signal; // of this cell: the port shows another cell's signal later
  const cancel = (): void => void run.cancel().catch(report);
  interrupt.addEventListener('abort', cancel, { once: true });
  if (interrupt.aborted) cancel();
  run.drawnIn(interrupt);
  drawLive(run.blank(), run.events(), { port })
    .finally(() => interrupt.removeEventListener('abort', cancel))
    .catch(report);
  return run;
}

/** The cell has gone on; what goes wrong with the drawing is said on its error stream. */
function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}
