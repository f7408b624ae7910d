/** `sonde job run`, `retry` and `resume`: start a job, or a sweep of them, and look on where that is wished. */
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { jobStates, type JobChanges, type JobRecord, type JobRequest } from '@sonde/schema';
import { containerPrograms, followLog, printJob, Run, Sweep, watch, type Jobs } from '@sonde/toolkit';
import { askedChanges, askedJob, requestFlags } from './asked-job.js';
import { fullId } from './full-id.js';
import { onlyFlags, usageError, type JobCall, type JobFlags } from './job-flags.js';
import type { Shell } from './shell.js';

export async function runJob(jobs: Jobs, { words, ...call }: JobCall, shell: Shell): Promise<number> {
  onlyFlags('job run', call.flags, [...requestFlags, 'print', 'sweep', 'watch', 'json', 'output']);
  checkOutput(words, call.flags);
  const asked = askedJob(words, call);
  if (call.flags.print !== undefined) return printed(jobs, asked, call.flags, shell);
  const request = await withFullIds(jobs, asked);
  if (!call.flags.sweep) return started(jobs, await jobs.submit(request), call.flags, shell);
  const records = await jobs.sweep(request);
  const sweep = new Sweep(jobs, records);
  if (call.flags.json && !call.flags.watch) {
    shell.print(JSON.stringify({ group: sweep.id, jobs: records }, null, 2));
    return 0;
  }
  shell.note(`Started ${records.length} jobs, the sweep ${sweep.id}:`);
  const say = call.flags.json ? shell.note : shell.print;
  for (const { id, title } of records) say(`${id}  ${title}`);
  if (!call.flags.watch) return 0;
  const ended = await untilEnded(jobs, records, shell, say);
  if (ended && call.flags.json) shell.print(JSON.stringify({ group: sweep.id, jobs: ended }, null, 2));
  return ended?.every(({ state }) => state === 'succeeded') ? 0 : 1;
}

/** For a site that nothing can be started at from here. */
async function printed(jobs: Jobs, asked: JobRequest, flags: JobFlags, shell: Shell): Promise<number> {
  const program = containerPrograms.find(name => name === flags.print);
  if (!program) throw usageError(`--print knows ${containerPrograms.join(' and ')}, not "${flags.print}"`);
  for (const name of ['on', 'after', 'option', 'key', 'retries', 'priority', 'sweep', 'watch'] as const)
    if (flags[name] !== undefined) throw usageError(`--print starts nothing: --${name} means nothing to it`);
  const job = await printJob(asked, { home: jobs.home, program });
  if (flags.json) shell.print(JSON.stringify(job, null, 2));
  else {
    shell.note(`What it makes will be in ${job.folder}/artefacts. Run it where that folder is seen, too:`);
    shell.print(job.command);
  }
  return 0;
}

export const retryJob = startAgain('retry');
export const resumeJob = startAgain('resume');

/** The same once more, from its beginning or from its last checkpoint, but for what the flags change. */
function startAgain(verb: 'retry' | 'resume') {
  return async (jobs: Jobs, { words, flags }: JobCall, shell: Shell): Promise<number> => {
    onlyFlags(`job ${verb}`, flags, [...requestFlags, 'watch', 'json']);
    const [part] = words;
    if (part === undefined || words.length > 1)
      throw usageError(`"sonde job ${verb}" takes the id of one job`);
    const id = fullId(part, await idsOf(jobs), 'job');
    const changes = merged(await jobs.request(id), await withFullIds(jobs, askedChanges(flags)));
    return started(jobs, await jobs[verb](id, changes), flags, shell);
  };
}

export async function idsOf(jobs: Jobs): Promise<string[]> {
  return (await jobs.list()).map(({ id }) => id);
}

/** What is given by name is changed by name; the options of another target would mean nothing here. */
function merged(before: JobRequest, changes: JobChanges): JobChanges {
  const elsewhere = changes.target !== undefined && changes.target !== before.target;
  return {
    ...changes,
    ...(changes.args && { args: { ...before.args, ...changes.args } }),
    ...(changes.resources && { resources: { ...before.resources, ...changes.resources } }),
    ...(changes.labels && { labels: { ...before.labels, ...changes.labels } }),
    ...((elsewhere || changes.targetOptions) && {
      targetOptions: { ...(!elsewhere && before.targetOptions), ...changes.targetOptions }
    })
  };
}

async function withFullIds<Asked extends JobChanges>(jobs: Jobs, asked: Asked): Promise<Asked> {
  if (!asked.after) return asked;
  const ids = await idsOf(jobs);
  return { ...asked, after: asked.after.map(part => fullId(part, ids, 'job')) };
}

async function started(jobs: Jobs, job: JobRecord, flags: JobFlags, shell: Shell): Promise<number> {
  if (flags.watch) {
    shell.note(`Started job ${job.id}: ${job.title}`);
    return watched(jobs, job, flags, shell);
  }
  if (flags.json) shell.print(JSON.stringify(job, null, 2));
  else {
    // The id alone on standard output: $(sonde job run …) is what scripts want.
    shell.note(`Started "${job.title}" on ${job.target}. To look on: sonde job logs -f ${job.id}`);
    shell.print(job.id);
  }
  return 0;
}

/** Tells what happens and what the job prints, to its end; 0 only when it succeeded. */
async function watched(jobs: Jobs, job: JobRecord, flags: JobFlags, shell: Shell): Promise<number> {
  const { signal, write } = shell;
  const run = new Run(jobs, job);
  // Whoever reads JSON gets nothing else on standard output.
  if (flags.json) await noted(run, shell);
  else await Promise.all([watch(run, { signal }), followLog(jobs, job.id, { follow: true, signal, write })]);
  if (signal.aborted) return leftAlone(job.id, shell);
  const ended = await jobs.get(job.id);
  if (flags.output !== undefined) await keepNotebook(jobs, ended, flags.output, shell);
  if (flags.json) shell.print(JSON.stringify(ended, null, 2));
  if (ended.state === 'succeeded') return 0;
  shell.note(ended.error?.message ?? ended.reason ?? `The job was ${ended.state}`);
  if (ended.error?.hint !== undefined) shell.note(ended.error.hint);
  return 1;
}

/** Tells what happens beside the answer. */
async function noted(run: Run, { signal, note }: Shell): Promise<void> {
  for await (const event of run.events({ signal })) {
    if (event.kind === 'log') note(event.text);
    if (event.kind !== 'state') continue;
    const { label } = jobStates[event.state];
    note(event.reason === undefined ? label : `${label}: ${event.reason}`);
  }
}

/** A notebook that failed is worth looking at, too: it has what came before. */
async function keepNotebook(
  jobs: Jobs,
  { id, artefacts }: JobRecord,
  output: string,
  { note }: Shell
): Promise<void> {
  const made = artefacts.find(({ name }) => name.endsWith('.ipynb'));
  if (!made) return note(`There is no notebook to write to ${output}`);
  await copyFile(join(jobs.home, 'jobs', id, made.path), output);
  note(`The notebook with its outputs is ${output}`);
}

function checkOutput([kind]: readonly string[], { output, watch: looksOn }: JobFlags): void {
  if (output === undefined) return;
  if (kind !== 'notebook')
    throw usageError('--output is for notebooks: other jobs keep what they make among their outputs');
  if (!looksOn) throw usageError('--output needs --watch: the notebook is copied when it has ended');
  if (!existsSync(dirname(resolve(output))))
    throw usageError(`Cannot write ${output}: there is no such folder`);
}

/** Undefined when somebody stopped looking. */
async function untilEnded(
  jobs: Jobs,
  records: readonly JobRecord[],
  shell: Shell,
  say: (line: string) => void
): Promise<JobRecord[] | undefined> {
  const ended = await Promise.all(records.map(({ id }) => jobs.ended(id, { signal: shell.signal })));
  if (shell.signal.aborted) {
    shell.note('They run on. To stop one: sonde job stop ID');
    return undefined;
  }
  for (const { id, title, state, reason } of ended) {
    say(`${id}  ${state}  ${title}${reason === undefined ? '' : `: ${reason}`}`);
  }
  return ended;
}

/** Said when somebody stopped looking: what they looked at is not stopped by that. */
export function leftAlone(id: string, { note }: Shell): number {
  note(`\nJob ${id} runs on. To look on again: sonde job logs -f ${id}. To stop it: sonde job stop ${id}`);
  return 1;
}
