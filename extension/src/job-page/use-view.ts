/** What the job has measured, and what it uses: asked for each second while it works and somebody looks. */
import { Poll } from '@lumino/polling';
import { isFinal, type JobRecord, type RunView } from '@sonde/schema';
import * as React from 'react';
import type { JobPageClient } from './model.js';

/** Milliseconds between two looks at a running job. */
const interval = 1000;

/** Undefined until it is known, and while the job has nothing to show. */
export function useView(
  job: JobRecord,
  client: Pick<JobPageClient, 'view'>,
  shown: boolean
): RunView | undefined {
  const [view, setView] = React.useState<RunView>();
  const wanted = Object.keys(job.metrics).length > 0 || job.usage !== undefined;
  const final = isFinal(job.state);
  React.useEffect(() => {
    if (!wanted || !shown) return;
    const poll = new Poll({
      name: '@sonde/lab:job-view',
      standby: 'when-hidden',
      frequency: { interval, backoff: true, max: 30_000 },
      factory: async () => {
        setView(await client.view(job.id));
        if (final) poll.dispose();
      }
    });
    return () => poll.dispose();
  }, [job.id, client, wanted, final, shown]);
  return view;
}
