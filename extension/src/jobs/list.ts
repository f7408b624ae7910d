/** The list of jobs as data: how answers and events change it, and how it is laid out in sections. No network here. */
import { isFinal, type ErrorRecord, type JobRecord } from '@sonde/schema';

export interface JobsList {
  /** `connecting` until the first answer, `lost` while a broken connection is being restored. */
  connection: 'idle' | 'connecting' | 'live' | 'lost';
  jobs: ReadonlyMap<string, JobRecord>;
  /** False until the service has answered once: an empty list means nothing before that. */
  loaded: boolean;
  /** Why the connection is lost. */
  error?: ErrorRecord;
}

export type JobsChange =
  | { kind: 'connecting' }
  /** The list as the service has it now; older jobs may follow. */
  | { kind: 'snapshot'; jobs: readonly JobRecord[] }
  /** Older jobs of the list: what is known already is as new or newer. */
  | { kind: 'older'; jobs: readonly JobRecord[] }
  /** Some jobs, as they are now. */
  | { kind: 'jobs'; jobs: readonly JobRecord[]; gone?: readonly string[] }
  | { kind: 'lost'; error: ErrorRecord };

export const noJobs: JobsList = { connection: 'idle', jobs: new Map(), loaded: false };

export function changeJobs(list: JobsList, change: JobsChange): JobsList {
  switch (change.kind) {
    case 'connecting':
      return { ...list, connection: 'connecting' };
    case 'snapshot':
      return { connection: 'live', loaded: true, jobs: byId(change.jobs) };
    case 'older':
      return { ...list, jobs: new Map([...byId(change.jobs), ...list.jobs]) };
    case 'jobs': {
      const jobs = new Map(list.jobs);
      for (const job of change.jobs) jobs.set(job.id, job);
      for (const id of change.gone ?? []) jobs.delete(id);
      return { ...list, jobs };
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
