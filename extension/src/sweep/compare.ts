/** What sets the jobs of a sweep apart and which did best: the rows of the comparison. Pure. */
import { isFinal, type JobRecord } from '@sonde/schema';
import { formatValue } from '../plots/series.js';

export interface Comparison {
  /** Names of the arguments that are not the same in all. */
  args: string[];
  /** All that was measured, what tells most first. */
  series: string[];
  /** What the jobs are ranked by; undefined before anything was measured. */
  by: string | undefined;
  better: 'lower' | 'higher';
  /** The best first, then those that have measured nothing yet, then those that failed. */
  rows: CompareRow[];
}

export interface CompareRow {
  job: JobRecord;
  /** The value of each argument that differs, as text. */
  args: string[];
  /** The last value of each series, as text; empty where there is none. */
  values: string[];
  /** In the order in which they were made: a job keeps its colour when it changes its rank. */
  number: number;
  best: boolean;
}

export function compare(jobs: readonly JobRecord[], wanted?: string): Comparison {
  const inOrder = [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const args = varying(inOrder);
  const series = seriesOf(inOrder);
  const by = wanted !== undefined && series.includes(wanted) ? wanted : series[0];
  const better = by === undefined || isLowerBetter(by) ? 'lower' : 'higher';
  const sign = better === 'lower' ? 1 : -1;
  const value = (job: JobRecord) => (by === undefined ? undefined : job.metrics[by]);
  const rank = (job: JobRecord) =>
    isFinal(job.state) && job.state !== 'succeeded' ? 2 : value(job) === undefined ? 1 : 0;
  const rows = inOrder
    .map((job, number): CompareRow => ({
      job,
      number,
      args: args.map(name => textOf(job.args[name])),
      values: series.map(name => {
        const last = job.metrics[name];
        return last === undefined ? '' : formatValue(name, last);
      }),
      best: false
    }))
    .sort((a, b) => rank(a.job) - rank(b.job) || sign * ((value(a.job) ?? 0) - (value(b.job) ?? 0)));
  const [first] = rows;
  if (first && rank(first.job) === 0) first.best = true;
  return { args, series, by, better, rows };
}

/** Words of names of which less is better: what is wrong, what is lost, and what it takes. */
const lower = new Set(
  (
    'loss error errors err mae mse rmse mape smape rmsle mdae deviance perplexity ppl entropy bpc nll kl wer cer ter fid ' +
    'eer fpr fnr brier hamming distance time times duration latency seconds second secs sec s ms us minutes hours'
  ).split(' ')
);

function isLowerBetter(series: string): boolean {
  const words = series
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(word => lower.has(word) || word.endsWith('loss'));
}

function varying(jobs: readonly JobRecord[]): string[] {
  const names = [...new Set(jobs.flatMap(job => Object.keys(job.args)))];
  return names.filter(name => new Set(jobs.map(job => JSON.stringify(job.args[name]))).size > 1);
}

/** What tells most: how a model does on what it has not seen, and of that the loss. */
function seriesOf(jobs: readonly JobRecord[]): string[] {
  const tells = (name: string) => (name.startsWith('val_') ? 2 : 0) + (name.includes('loss') ? 1 : 0);
  const names = new Set(jobs.flatMap(job => Object.keys(job.metrics)));
  return [...names].sort((a, b) => tells(b) - tells(a));
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
