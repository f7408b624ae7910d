/** Jobs as a table in a terminal. */
import { isFinal, jobStates, type JobRecord } from '@sonde/schema';
import { textTable } from '../text-table.js';

export function jobTable(jobs: readonly JobRecord[], now: number = Date.now()): string {
  const rows = jobs.map(job => [
    job.id,
    jobStates[job.state].label,
    shortTime(now - Date.parse(job.created)),
    progressOf(job),
    job.target,
    job.reason === undefined || job.state === 'succeeded' ? job.title : `${job.title}: ${job.reason}`
  ]);
  return textTable(['Id', 'State', 'Age', 'Progress', 'Target', 'Title'], rows);
}

/** "4/20 epochs", or how long it took. */
export function progressOf({ state, progress, started, finished }: JobRecord): string {
  if (isFinal(state) && started !== undefined && finished !== undefined) {
    return `took ${shortTime(Date.parse(finished) - Date.parse(started))}`;
  }
  if (!progress || state === 'queued') return '';
  const { done, total, unit, text } = progress;
  const counted = total === undefined ? String(done) : `${done}/${total}`;
  return unit === undefined ? (text ?? counted) : `${counted} ${unit}`;
}

/** In its largest unit: "8 s", "5 min", "3 h", "2 d". */
export function shortTime(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  const [length, unit] = units.find(([least]) => seconds >= least) ?? [1, 's'];
  return `${Math.floor(seconds / length)} ${unit}`;
}

const units: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min']
];
