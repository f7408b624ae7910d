/** What was asked for in a shell as a JobRequest. Whether there can be such a job, the jobs say. */
import { resolve } from 'node:path';
import type { JobChanges, JobKind, JobRequest, Resources } from '@sonde/schema';
import { bytesOf, minutesOf, numberOf, textsOf, valuesOf } from './amounts.js';
import { usageError, type JobCall, type JobFlag, type JobFlags } from './job-flags.js';

/** The flags that say what a job shall be. */
export const requestFlags: readonly JobFlag[] = [
  'after',
  'arg',
  'cpus',
  'data',
  'device',
  'gpus',
  'key',
  'label',
  'memory',
  'on',
  'option',
  'priority',
  'retries',
  'time',
  'title',
  'weights'
];

/** @param words kind, then what it runs */
export function askedJob(words: readonly string[], { program, flags }: Omit<JobCall, 'words'>): JobRequest {
  const [kind, ...subjects] = words;
  if (kind === undefined) throw usageError('Say what to run: train, predict, notebook or command');
  const changes = askedChanges(flags);
  if (kind === 'command') {
    if (program?.length && subjects.length === 0) return { kind, command: program, ...changes };
    throw usageError('Write the program after "--", as in: sonde job run command -- python3 fit.py');
  }
  if (program !== undefined) throw usageError(`Only a command takes words after "--", not "${kind}"`);
  const [subject] = subjects;
  if (subjects.length > 1) throw usageError(`"${kind}" runs one thing, ${subjects.length} were named`);
  // Of a kind that there is not, the jobs say so, and which there are.
  return {
    kind: kind as JobKind,
    ...(subject !== undefined &&
      (kind === 'notebook' ? { notebook: resolve(subject) } : { module: subject })),
    ...changes
  };
}

/** What the flags say; nothing of what they do not name. */
export function askedChanges(flags: JobFlags): JobChanges {
  const resources: Resources = {
    ...(flags.cpus !== undefined && { cpus: numberOf(flags.cpus, 'cpus') }),
    ...(flags.memory !== undefined && { memoryBytes: bytesOf(flags.memory) }),
    ...(flags.gpus !== undefined && { gpus: numberOf(flags.gpus, 'gpus') }),
    ...(flags.time !== undefined && { minutes: minutesOf(flags.time) })
  };
  return {
    ...(flags.arg && { args: valuesOf(flags.arg, 'arg') }),
    ...(flags.data !== undefined && { data: resolve(flags.data) }),
    ...(flags.device !== undefined && { device: deviceOf(flags.device) }),
    ...(flags.weights !== undefined && { weights: flags.weights }),
    ...(flags.on !== undefined && { target: flags.on }),
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(flags.option && { targetOptions: valuesOf(flags.option, 'option') }),
    ...(flags.after && { after: flags.after }),
    ...(flags.retries !== undefined && { retries: wholeOf(flags.retries, 'retries', 0, 100) }),
    ...(flags.priority !== undefined && { priority: wholeOf(flags.priority, 'priority', -1000, 1000) }),
    ...(flags.title !== undefined && { title: flags.title }),
    ...(flags.label && { labels: textsOf(flags.label, 'label') }),
    ...(flags.key !== undefined && { idempotencyKey: flags.key })
  };
}

function deviceOf(text: string): NonNullable<JobRequest['device']> {
  const found = (['auto', 'cpu', 'gpu', 'wasm'] as const).find(device => device === text);
  if (found) return found;
  throw usageError(`Cannot read --device "${text}": auto, cpu, gpu or wasm was wanted`);
}

function wholeOf(text: string, flag: string, least: number, most: number): number {
  const number = numberOf(text, flag);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw usageError(`Cannot read --${flag} "${text}": a whole number from ${least} to ${most} was wanted`);
}
