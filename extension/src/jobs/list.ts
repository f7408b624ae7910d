/** The list of jobs as data: how answers and events change it, and how it is laid out in sections. No network here. */
import { isFinal, type ErrorRecord, type JobRecord } from '@sonde/schema';

export interface JobsList {
  /** `connecting` until the first answer, `lost` while a broken connection is being restored. */
  connection: 'idle' | 'connecting' | 'live' | 'lost';
  jobs: ReadonlyMap<string, JobRecord>;
  /** False until the service has answered once: an empty list means nothing before that. */
  loaded: boolean;
  /** False while older jobs are still to come: what is not in the list may be among them. */
  complete: boolean;
  /** Ids of jobs that were deleted meanwhile; a page that is on its way may still have them. */
  gone: ReadonlySet<string>;
  /** Why the connection is lost. */
  error?: ErrorRecord;
}

export type JobsChange =
  | { kind: 'connecting' }
  /** The list as the service has it now; older jobs follow where it is not complete. */
  | { kind: 'snapshot'; jobs: readonly JobRecord[]; complete: boolean }
  /** Older jobs of the list: what is known already is as new or newer. */
  | { kind: 'older'; jobs: readonly JobRecord[] }
  /** All of them have come. */
  | { kind: 'complete' }
  /** Some jobs, as they are now. */
  | { kind: 'jobs'; jobs: readonly JobRecord[]; gone?: readonly string[] }
  | { kind: 'lost'; error: ErrorRecord };

export const noJobs: JobsList = {
  connection: 'idle',
  jobs: new Map(),
  loaded: false,
  complete: false,
  gone: new Set()
};

export function changeJobs(list: JobsList, change: JobsChange): JobsList {
  switch (change.kind) {
    case 'connecting':
      return { ...list, connection: 'connecting' };
    case 'snapshot':
      return {
        connection: 'live',
        loaded: true,
        complete: change.complete,
        gone: new Set(),
        jobs: byId(change.jobs)
      };
    case 'older': {
      const older = change.jobs.filter(job => !list.gone.has(job.id));
      return { ...list, jobs: new Map([...byId(older), ...list.jobs]) };
    }
    case 'complete':
      return { ...list, complete: true, gone: new Set() };
    case 'jobs': {
      const jobs = new Map(list.jobs);
      for (const job of change.jobs) jobs.set(job.id, job);
      for (const id of change.gone ?? []) jobs.delete(id);
      const gone = list.complete ? list.gone : new Set([...list.gone, ...(change.gone ?? [])]);
      return { ...list, jobs, gone };
    }
    case 'lost':
      return { ...list, connection: 'lost', error: change.error };
  }
}

/** Jobs of `now` that were at work in `before` and have ended. */
export function justEnded(before: JobsList, now: Iterable<JobRecord>): JobRecord[] {
  return [...now].filter(job => {
    const was = before.jobs.get(job.id);
    return was !== undefined && !isFinal(was.state) && isFinal(job.state);
  });
}

export interface JobsSections {
  running: JobRecord[];
  waiting: JobRecord[];
  ended: JobRecord[];
}

/** Running: latest start first. Waiting: in the order in which they will start. Ended: latest end first. */
export function sections(jobs: Iterable<JobRecord>): JobsSections {
  const found: JobsSections = { running: [], waiting: [], ended: [] };
  for (const job of jobs) found[sectionOf(job)].push(job);
  // Times are ISO 8601 in UTC: as text they sort by themselves.
  const newest = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
  found.running.sort((a, b) => newest(a.started ?? a.created, b.started ?? b.created));
  found.waiting.sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || newest(b.created, a.created));
  found.ended.sort((a, b) => newest(a.finished ?? a.created, b.finished ?? b.created));
  return found;
}

export function sectionOf(job: JobRecord): keyof JobsSections {
  if (isFinal(job.state)) return 'ended';
  return job.state === 'queued' ? 'waiting' : 'running';
}

function byId(jobs: readonly JobRecord[]): Map<string, JobRecord> {
  return new Map(jobs.map(job => [job.id, job]));
}
