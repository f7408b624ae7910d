/**
 * What changes among the jobs of a home, as it happens: at first `watching`, from which on nothing is missed, and the jobs that have
 * not ended; then each job that is new, changed or deleted.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, jobStates, type JobRecord, type JobState } from '@sonde/schema';
import type { JobIndex } from './job-index.js';

export type JobChange = { kind: 'watching' } | { kind: 'job'; job: JobRecord } | { kind: 'gone'; id: string };

export const unfinished = (Object.keys(jobStates) as JobState[]).filter(state => !isFinal(state));

export interface JobChangesOptions {
  signal?: AbortSignal;
  /** Milliseconds between two looks. */
  every?: number;
  /** Looks after the jobs. May take long, when a target answers late: nobody waits for it. */
  reconcile(): Promise<void>;
}

export async function* jobChanges(
  index: () => JobIndex,
  { signal, every = 250, reconcile }: JobChangesOptions
): AsyncGenerator<JobChange> {
  const seen = new Map(await index().reach());
  yield { kind: 'watching' };
  for (const job of await index().list({ state: unfinished })) yield { kind: 'job', job };
  let looked = 0;
  let looking: Promise<void> | undefined;
  while (!signal?.aborted) {
    if (!looking && Date.now() - looked >= 2000) {
      looked = Date.now();
      looking = reconcile()
        .catch((error: unknown) => console.error(error)) // of one job or target: the others are still to be told of
        .finally(() => (looking = undefined));
    }
    const reach = await index().reach();
    for (const [id, bytes] of reach) {
      if (seen.get(id) === bytes) continue;
      seen.set(id, bytes);
      const job = await index().get(id);
      if (job) yield { kind: 'job', job };
    }
    for (const id of seen.keys()) {
      if (reach.has(id)) continue;
      seen.delete(id);
      yield { kind: 'gone', id };
    }
    await sleep(every, undefined, { signal }).catch(() => undefined);
  }
  await looking;
}
