/** All that is known of a job, as lines of text. */
import { join } from 'node:path';
import { isFinal, jobStates, type JobRecord, type Resources } from '@sonde/schema';
import { progressOf } from './job-table.js';

/** @param home where the jobs lie */
export function jobFacts(job: JobRecord, home: string): string {
  const { state, reason, error, progress, place } = job;
  const folder = join(home, 'jobs', job.id);
  const time = (at: string | undefined): string => at?.replace('T', ' ').replace(/\.\d+Z$/, ' UTC') ?? '';
  const facts: [string, string][] = [
    ['Job', `${job.id} (${job.kind})`],
    ['Title', job.title],
    ['State', `${jobStates[state].label}${reason === undefined ? '' : `: ${reason}`}`],
    ['Progress', progress && !isFinal(state) ? progressOf(job) : ''],
    ['Module', job.module ?? ''],
    ['Notebook', job.notebook ?? ''],
    ['Command', job.command?.join(' ') ?? ''],
    ['Data', job.data ? `${job.data.path} (${job.data.files} files, ${job.data.bytes} bytes)` : ''],
    ['Arguments', valuesIn(job.args)],
    ['Target', `${job.target}${place ? ` (${[place.id, place.node].filter(Boolean).join(' on ')})` : ''}`],
    ['Image', [place?.image, place?.digest].filter(Boolean).join(' ')],
    ['Options', valuesIn(job.targetOptions ?? {})],
    ['May use', resourcesIn(job.resources)],
    ['Engine', job.device ? `${job.device.engine} on ${job.device.device}` : ''],
    ['After', job.after?.join(', ') ?? ''],
    ['Attempt', job.attempt > 1 || job.retries ? `${job.attempt}, of ${1 + (job.retries ?? 0)} at most` : ''],
    ['Parent', job.resumes === undefined ? (job.parent ?? '') : `goes on from ${job.resumes}`],
    [
      'Kept',
      job.checkpoint
        ? `a checkpoint of ${job.checkpoint.epoch === undefined ? `step ${job.checkpoint.step}` : `epoch ${job.checkpoint.epoch}`}`
        : ''
    ],
    ['Sweep', job.group ?? ''],
    ['Labels', valuesIn(job.labels)],
    ['Created', time(job.created)],
    ['Started', time(job.started)],
    ['Finished', job.finished === undefined ? '' : [time(job.finished), progressOf(job)].join(' ').trim()],
    ['Metrics', valuesIn(job.metrics)],
    ['Result', job.result === undefined ? '' : JSON.stringify(job.result)],
    ['Outputs', job.artefacts.map(({ path, bytes }) => `${path} (${bytes} bytes)`).join(', ')],
    ['Folder', folder],
    ['Error', error && error.message !== reason ? error.message : ''],
    ['Hint', error?.hint ?? '']
  ];
  return facts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name.padEnd(10)}${text}`)
    .join('\n');
}

function valuesIn(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function resourcesIn({ cpus, memoryBytes, gpus, minutes }: Resources = {}): string {
  return [
    cpus === undefined ? '' : `${cpus} cores`,
    memoryBytes === undefined ? '' : `${Number((memoryBytes / 1e9).toPrecision(3))} GB of memory`,
    gpus === undefined ? '' : `${gpus} GPUs`,
    minutes === undefined ? '' : `${Number(minutes.toPrecision(4))} minutes`
  ]
    .filter(text => text !== '')
    .join(', ');
}
