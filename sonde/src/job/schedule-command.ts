/** `sonde schedule ...`: jobs that are started at set times, while the service runs. */
import type { Schedule } from '@sonde/schema';
import { Jobs, Schedules } from '@sonde/toolkit';
import { textTable } from '../text-table.js';
import { askedJob, requestFlags } from './asked-job.js';
import { fullId } from './full-id.js';
import { onlyFlags, readJobCall, usageError, type JobCall } from './job-flags.js';
import { terminal, type Shell } from './shell.js';

/** The number is the exit code. */
export async function scheduleCommand(args: readonly string[], shell: Shell = terminal()): Promise<number> {
  const { words, ...call } = readJobCall(args);
  const [verb = 'list', ...rest] = words;
  const jobs = new Jobs();
  try {
    const schedules = new Schedules(jobs);
    if (verb === 'add') return await add(schedules, { words: rest, ...call }, shell);
    if (verb === 'rm') return await remove(schedules, { words: rest, ...call }, shell);
    if (verb === 'pause' || verb === 'resume')
      return await setPaused(schedules, verb, { words: rest, ...call }, shell);
    if (verb === 'list') return await list(schedules, call.flags.json === true, shell);
    throw usageError(`There is no command "sonde schedule ${verb}"`);
  } finally {
    jobs.close();
  }
}

const onlyWhileServed = 'Schedules fire only while the service runs (JupyterLab, or "sonde serve").';

async function add(
  schedules: Schedules,
  { words, ...call }: JobCall,
  { print, note }: Shell
): Promise<number> {
  const { flags } = call;
  onlyFlags('schedule add', flags, [...requestFlags, 'zone', 'json']);
  const [cron, ...what] = words;
  if (cron === undefined)
    throw usageError('"sonde schedule add" takes the times first, as in "30 2 * * 1-5"');
  const { zone } = flags;
  const schedule = await schedules.add(cron, askedJob(what, call), { ...(zone !== undefined && { zone }) });
  print(flags.json ? JSON.stringify(schedule, null, 2) : schedule.id);
  note(`It is due next ${when(schedule.next)}. ${onlyWhileServed}`);
  return 0;
}

async function list(schedules: Schedules, json: boolean, { print, note }: Shell): Promise<number> {
  const all = await schedules.list();
  if (json) print(JSON.stringify(all, null, 2));
  else if (all.length === 0) print('There are no schedules.');
  else {
    print(textTable(['Id', 'Times', 'Zone', 'Next', 'Last', 'Missed', 'Runs'], all.map(row)));
    note(onlyWhileServed);
  }
  return 0;
}

async function remove(schedules: Schedules, { words, flags }: JobCall, { print }: Shell): Promise<number> {
  onlyFlags('schedule rm', flags, []);
  if (words.length === 0) throw usageError('"sonde schedule rm" takes the ids of schedules');
  const ids = (await schedules.list()).map(({ id }) => id);
  for (const id of words.map(word => fullId(word, ids, 'schedule'))) {
    await schedules.remove(id);
    print(`Deleted the schedule ${id}.`);
  }
  return 0;
}

async function setPaused(
  schedules: Schedules,
  verb: 'pause' | 'resume',
  { words, flags }: JobCall,
  { print }: Shell
): Promise<number> {
  onlyFlags(`schedule ${verb}`, flags, []);
  if (words.length === 0) throw usageError(`"sonde schedule ${verb}" takes the ids of schedules`);
  const ids = (await schedules.list()).map(({ id }) => id);
  for (const id of words.map(word => fullId(word, ids, 'schedule'))) {
    const { paused, next } = await schedules[verb](id);
    print(paused ? `Paused the schedule ${id}.` : `The schedule ${id} is due next ${when(next)}.`);
  }
  return 0;
}

function row({ id, cron, zone, next, fired, error, missed, request, job, paused }: Schedule): string[] {
  const last = error?.message ?? (fired === undefined ? 'never' : `${when(fired)}, job ${job ?? '?'}`);
  const what = request.module ?? request.notebook ?? request.command?.join(' ') ?? '';
  return [
    id,
    cron,
    zone,
    paused ? 'paused' : when(next),
    last,
    String(missed),
    `${request.kind} ${what}`.trim()
  ];
}

function when(at: string | undefined): string {
  return at === undefined ? 'never again' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
