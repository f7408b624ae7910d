/** The curves of several jobs: of those that have ended asked for once, of the others again and again. */
import { Poll } from '@lumino/polling';
import { isFinal, type JobRecord, type RunView } from '@sonde/schema';
import * as React from 'react';
import type { ServiceClient } from '../service/client.js';

/** Milliseconds between two looks. */
const interval = 2000;

export function useCurves(
  jobs: readonly JobRecord[],
  client: Pick<ServiceClient, 'view'>,
  shown: boolean
): ReadonlyMap<string, RunView> {
  const [views, setViews] = React.useState<ReadonlyMap<string, RunView>>(new Map());
  const latest = React.useRef(jobs);
  latest.current = jobs;
  const known = React.useRef(new Map<string, RunView>());
  // Another set of jobs, or one that has begun or ended, is looked at now.
  const which = jobs.map(job => `${job.id} ${job.state}`).join();
  React.useEffect(() => {
    if (!shown) return;
    const poll = new Poll({
      name: '@sonde/lab:sweep-curves',
      standby: 'when-hidden',
      frequency: { interval, backoff: true, max: 30_000 },
      factory: async () => {
        const open = latest.current.filter(
          job => job.state !== 'queued' && !isFinal(known.current.get(job.id)?.state ?? 'queued')
        );
        // One that cannot be had does not keep the others from being drawn.
        const failures: unknown[] = [];
        for (const { id } of open) {
          await client.view(id).then(
            view => known.current.set(id, view),
            (thrown: unknown) => failures.push(thrown)
          );
        }
        if (open.length > failures.length) setViews(new Map(known.current));
        // Where none can be had, the next look comes later and later.
        else if (failures.length > 0) throw failures[0];
        else if (latest.current.every(job => isFinal(job.state))) poll.dispose();
      }
    });
    return () => poll.dispose();
  }, [which, client, shown]);
  return views;
}
