/**
 * A job ends itself when its time is over. One that cannot hear (it spins, or its process does not heed signals) is ended from
 * outside, a little later.
 */
import { type SondeError, type JobRecord } from '@sonde/schema';
import { timeLimit } from './stop-request.js';

/** Milliseconds that it is given to end by itself. */
const late = 20_000;

/** The sentence for a job that has gone over its time and does not end; undefined for others. */
export function overrun(
  { started, resources }: Pick<JobRecord, 'started' | 'resources'>,
  now = Date.now()
): SondeError | undefined {
  if (started === undefined || resources?.minutes === undefined) return undefined;
  const over = now - (Date.parse(started) + resources.minutes * 60_000);
  return over > late ? timeLimit(resources.minutes) : undefined;
}
