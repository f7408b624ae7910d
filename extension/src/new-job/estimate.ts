/** How long a job will take, as far as earlier ones of the same kind on the same target tell. Pure. */
import type { JobRecord, JobRequest } from '@sonde/schema';

export interface Estimate {
  /** Milliseconds: the median, the shortest and the longest. */
  usual: number;
  least: number;
  most: number;
  /** How many jobs say so. */
  jobs: number;
  /** What they have in common with this one besides what runs and where. */
  sameData: boolean;
  /** For how many epochs, where their length was told by the epoch. */
  epochs?: number;
}

/**
 * Undefined where there is no such job.
 * @param request what shall run
 * @param epochs as many are asked for, where the module counts in epochs
 */
export function estimate(
  request: JobRequest,
  earlier: Iterable<JobRecord>,
  epochs?: number
): Estimate | undefined {
  const same = [...earlier].filter(job => job.state === 'succeeded' && isSameWork(request, job));
  const onSameData = same.filter(job => job.data?.path === request.data);
  const sameData = request.data !== undefined && onSameData.length > 0;
  const newest = (sameData ? onSameData : same)
    .sort((a, b) => (a.created < b.created ? 1 : -1))
    .slice(0, mostJobs);
  const byEpoch = epochs !== undefined && newest.some(job => epochsOf(job) > 0);
  const jobs = byEpoch ? newest.filter(job => epochsOf(job) > 0) : newest;
  const times = jobs.map(job => (byEpoch ? (took(job) / epochsOf(job)) * epochs : took(job)));
  const [least, usual, most] = quantiles(times);
  if (least === undefined || usual === undefined || most === undefined) return undefined;
  return { usual, least, most, jobs: times.length, sameData, ...(byEpoch && { epochs }) };
}

/** The newest say most about how it is now. */
const mostJobs = 20;

function isSameWork(request: JobRequest, job: JobRecord): boolean {
  if (job.kind !== request.kind || job.target !== (request.target ?? 'local')) return false;
  if (request.kind === 'notebook') return request.notebook !== undefined && job.notebook === request.notebook;
  if (request.kind === 'command') return JSON.stringify(job.command) === JSON.stringify(request.command);
  return request.module !== undefined && job.module?.replace(/(?<=.)@[^@]*$/, '') === request.module;
}

/** How many it went through: an early end makes them fewer than it was asked for. */
function epochsOf({ progress }: JobRecord): number {
  return progress?.unit === 'epochs' ? progress.done : 0;
}

function took({ started, finished }: JobRecord): number {
  return started === undefined || finished === undefined ? 0 : Date.parse(finished) - Date.parse(started);
}

function quantiles(values: readonly number[]): (number | undefined)[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
}
