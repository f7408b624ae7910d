/** The stations of a job with how long each took, as data. */
import { isFinal, jobStates, type JobRecord } from '@sonde/schema';

export interface Step {
  name: 'queued' | 'prepared' | 'started' | 'ended';
  /** ISO 8601; undefined for what has not happened. */
  at: string | undefined;
  /** Milliseconds until the next station, or until now; undefined where nothing goes on any more. */
  took: number | undefined;
  /** The word for the station. */
  label: string;
}

export function timelineSteps(job: JobRecord, now: number): Step[] {
  const final = isFinal(job.state);
  const begun = job.queued ?? job.created;
  const { prepared, started } = job;
  const until = (from: string | undefined, to: string | undefined): number | undefined => {
    if (from === undefined || (to === undefined && final)) return undefined;
    return Math.max(0, (to === undefined ? now : Date.parse(to)) - Date.parse(from));
  };
  return [
    { name: 'queued', at: begun, took: until(begun, prepared ?? started ?? job.finished), label: 'Queued' },
    ...(prepared === undefined
      ? []
      : [
          {
            name: 'prepared' as const,
            at: prepared,
            took: until(prepared, started ?? job.finished),
            label: 'Preparing'
          }
        ]),
    { name: 'started', at: job.started, took: until(job.started, job.finished), label: 'Started' },
    {
      name: 'ended',
      at: job.finished,
      took: undefined,
      label: final ? jobStates[job.state].label : 'Ended'
    }
  ];
}
