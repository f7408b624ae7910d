/**
 * What becomes of the jobs that a cell has started or waits for when that cell is interrupted: the user is asked, once for all
 * of them, whether they shall stop or go on without being watched.
 */
import type { DisplayPort } from '@sonde/schema';

export interface WatchedJob {
  id: string;
  title: string;
  stop(): Promise<unknown>;
}

/**
 * Has `job` asked about when the cell that runs now is interrupted, and returns what takes that back. Where nobody can be
 * asked, the job is stopped: it would go on unseen.
 */
export function onInterrupt(port: DisplayPort, job: WatchedJob): () => void {
  const cell = port.signal; // the port shows another cell's signal later
  let jobs = watched.get(cell);
  if (!jobs) {
    const all = new Set<WatchedJob>();
    watched.set(cell, (jobs = all));
    cell.addEventListener('abort', () => ask(port, onceEach(all)), { once: true });
  }
  const entry = { ...job };
  jobs.add(entry);
  // Interrupted while it was being submitted: the cell that could have said how to go on with it is gone.
  if (cell.aborted) stop([entry]).catch(report);
  return () => void jobs.delete(entry);
}

/** By the cell's signal. */
const watched = new WeakMap<AbortSignal, Set<WatchedJob>>();

function onceEach(jobs: Iterable<WatchedJob>): WatchedJob[] {
  return [...new Map([...jobs].map(job => [job.id, job])).values()];
}

function ask(port: DisplayPort, jobs: readonly WatchedJob[]): void {
  const [first] = jobs;
  if (!first) return;
  const what = jobs.length === 1 ? `"${first.title}"` : `${jobs.length} jobs`;
  const [it, goes] = jobs.length === 1 ? ['it', 'goes'] : ['them', 'go'];
  port.askOnInterrupt(
    `Interrupted. Stop ${what} too? y: stop ${it}; Enter: stop watching only `,
    async answer => {
      if (answer === undefined || /^\s*(y|yes|s|stop)\s*$/i.test(answer)) return stop(jobs).catch(report);
      console.error(
        `${what} ${goes} on. To look at ${it} again: ${jobs.map(({ id }) => `watch('${id}')`).join(', ')}; ` +
          'to stop one: (await job(its id)).cancel(), or the panel of jobs.'
      );
    }
  );
}

async function stop(jobs: readonly WatchedJob[]): Promise<void> {
  await Promise.all(jobs.map(job => job.stop()));
}

/** The cell is over; what goes wrong is said on its error stream. */
function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}
