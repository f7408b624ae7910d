/** Why a job waits, in words: what its target says of it, or what the list of jobs shows. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { jobStates, type JobRecord } from '@sonde/schema';

export function whyWaiting(
  job: JobRecord,
  jobs: ReadonlyMap<string, JobRecord>,
  trans: TranslationBundle
): string | undefined {
  if (job.state !== 'queued') return undefined;
  if (job.reason !== undefined) return job.reason;
  const before = (job.after ?? []).map(id => jobs.get(id)).find(one => one && one.state !== 'succeeded');
  if (before) {
    const state = trans.__(jobStates[before.state].label).toLowerCase();
    return trans.__('Waits for “%1”, which is %2', before.title, state);
  }
  for (const { target, state } of jobs.values()) {
    if (target === job.target && (state === 'running' || state === 'preparing'))
      return trans.__('Waits for a free place on %1', job.target);
  }
  return undefined;
}
