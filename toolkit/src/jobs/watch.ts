/**
 * Draws a run live: one started here, one found by its id, or the events of a loop of your own. Returns when it ends.
 * Interrupting the cell stops the drawing and leaves the job alone.
 *
 * @example
 * await watch('1m9k2x7qa-4h0z');
 */
import { currentDisplay, type JobEvent } from '@sonde/schema';
import { drawLive } from './draw-live.js';
import { job } from './open-jobs.js';
import { RunPicture } from './run-view.js';
import { Run } from './run.js';

export async function watch(
  what: Run | string | AsyncIterable<JobEvent>,
  { signal, title = 'Run' }: { signal?: AbortSignal; title?: string } = {}
): Promise<void> {
  const port = currentDisplay();
  const signals = [signal, port?.signal].filter(one => one !== undefined); // this cell's: the port shows another's later
  const stop = signals.length > 0 ? AbortSignal.any(signals) : undefined;
  const run = typeof what === 'string' ? await job(what) : what;
  if (run instanceof Run) return drawLive(run.blank(), run.events({ signal: stop }), { port });
  return drawLive(new RunPicture(ownLoop(title)), until(run, stop), { port });
}

/** The record of a loop that is no job. */
function ownLoop(title: string): RunPicture['record'] {
  const now = new Date().toISOString();
  return {
    id: '',
    kind: 'train',
    title,
    module: 'this notebook',
    args: {},
    target: 'local',
    attempt: 1,
    labels: {},
    state: 'running',
    created: now,
    started: now,
    metrics: {},
    artefacts: []
  };
}

async function* until<T>(source: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  for await (const one of source) {
    if (signal?.aborted) return;
    yield one;
  }
}
