/** The jobs of this user, for cells: one {@link Jobs} per home and process, runs by id, and the list of them. */
import { jupyterDisplay, jobStates, type Displayable, type JobRecord, type MimeBundle } from '@sonde/schema';
import { tableBundle } from '../plots/table-bundle.js';
import { sondeHome } from './home.js';
import type { JobFilter } from './job-index.js';
import { Jobs } from './jobs.js';
import { Run } from './run.js';

const open = new Map<string, Jobs>();

/** The jobs of `SONDE_HOME` (or the default home). */
export function openJobs(home: string = sondeHome()): Jobs {
  let found = open.get(home);
  if (!found) open.set(home, (found = new Jobs({ home, keeper: true })));
  return found;
}

/**
 * A job by its id, wherever it was started.
 *
 * @example
 * const run = await job('1m9k2x7qa-4h0z');
 */
export async function job(id: string): Promise<Run> {
  const all = openJobs();
  return new Run(all, await all.get(id));
}

/** The jobs there are, newest first. */
export async function jobs(filter?: JobFilter): Promise<JobTable> {
  return new JobTable(await openJobs().list(filter));
}

/** Job records that show themselves as a table. */
export class JobTable extends Array<JobRecord> implements Displayable {
  constructor(records: readonly JobRecord[] = []) {
    super();
    if (typeof records === 'object') this.push(...records);
  }

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  [jupyterDisplay](): MimeBundle {
    if (this.length === 0) return { 'text/plain': 'There are no jobs.' };
    return tableBundle(
      this.map(({ id, title, state, created, metrics, reason }) => ({
        id,
        title,
        state: jobStates[state].label,
        created: created.slice(0, 16).replace('T', ' ') + ' UTC',
        metrics: Object.entries(metrics)
          .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
          .join(', '),
        reason
      }))
    );
  }
}
