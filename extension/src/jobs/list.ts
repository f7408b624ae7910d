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
  /** The whole list, as the service has it now. */
  | { kind: 'snapshot'; jobs: readonly JobRecord[] }
  /** One job, as it is now. */
  | { kind: 'job'; job: JobRecord }
  | { kind: 'lost'; error: ErrorRecord };

export const noJobs: JobsList = { connection: 'idle', jobs: new Map(), loaded: false };

export function changeJobs(list: JobsList, change: JobsChange): JobsList {
  switch (change.kind) {
    case 'connecting':
      return { ...list, connection: 'connecting' };
    case 'snapshot':
      return { connection: 'live', loaded: true, jobs: new Map(change.jobs.map(job => [job.id, job])) };
    case 'job':
      return { ...list, jobs: new Map(list.jobs).set(change.job.id, change.job) };
    case 'lost':
      return { ...list, connection: 'lost', error: change.error };
  }
}

/** Jobs that were at work in `before` and have ended in `after`. */
export function justEnded(before: JobsList, after: JobsList): JobRecord[] {
  return [...after.jobs.values()].filter(job => {
    const was = before.jobs.get(job.id);
    return was !== undefined && !isFinal(was.state) && isFinal(job.state);
  });
}

export interface JobsSections {
  running: JobRecord[];
  queued: JobRecord[];
  finished: JobRecord[];
}

/** Running: latest start first. Queued: in the order in which they will start. Finished: latest end first. */
export function sections(list: JobsList): JobsSections {
  const jobs = [...list.jobs.values()];
  const at = (time: string | undefined) => (time === undefined ? 0 : Date.parse(time));
  const isRunning = (job: JobRecord) => job.state !== 'queued' && !isFinal(job.state);
  return {
    running: jobs.filter(isRunning).sort((a, b) => at(b.started ?? b.created) - at(a.started ?? a.created)),
    queued: jobs.filter(job => job.state === 'queued').sort((a, b) => at(a.created) - at(b.created)),
    finished: jobs
      .filter(job => isFinal(job.state))
      .sort((a, b) => at(b.finished ?? b.created) - at(a.finished ?? a.created))
  };
}
