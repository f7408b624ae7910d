/** `sonde job ...`: start, list, follow, stop, repeat, resume and delete jobs. */
import { isFinal, jobStates, type ErrorRecord, type JobState } from '@sonde/schema';
import { followLog, Jobs } from '@sonde/toolkit';
import { fullId } from './full-id.js';
import { jobFacts } from './job-facts.js';
import { onlyFlags, readJobCall, usageError, type JobCall } from './job-flags.js';
import { jobTable } from './job-table.js';
import { idsOf, leftAlone, resumeJob, retryJob, runJob } from './run-job.js';
import { terminal, type Shell } from './shell.js';

/** The number is the exit code: 0, or 1 when something did not work. What is called in a wrong way is thrown. */
export async function jobCommand(args: readonly string[], shell: Shell = terminal()): Promise<number> {
  const { words, ...call } = readJobCall(args);
  const [verb = 'list', ...rest] = words;
  const command = commands[verb];
  if (!command) throw usageError(`There is no command "sonde job ${verb}"`);
  if (call.flags.watch || call.flags.follow) shell.interruptible();
  const jobs = new Jobs({ keeper: true });
  try {
    return await command(jobs, { words: rest, ...call }, shell);
  } finally {
    jobs.close();
  }
}

type Command = (jobs: Jobs, call: JobCall, shell: Shell) => Promise<number>;

const commands: Record<string, Command | undefined> = {
  run: runJob,
  retry: retryJob,
  resume: resumeJob,
  list: listJobs,

  async show(jobs, { words, flags }, { print }) {
    onlyFlags('job show', flags, ['json']);
    const job = await jobs.get(await oneId(jobs, 'show', words));
    print(flags.json ? JSON.stringify(job, null, 2) : jobFacts(job, jobs.home));
    return 0;
  },

  async logs(jobs, { words, flags }, shell) {
    onlyFlags('job logs', flags, ['follow']);
    const id = await oneId(jobs, 'logs', words);
    const { signal, write, note } = shell;
    await followLog(jobs, id, { follow: flags.follow === true, signal, write });
    if (signal.aborted) leftAlone(id, shell);
    else if (flags.follow) note(`Job ${id}: ${jobStates[(await jobs.get(id)).state].label}`);
    return 0;
  },

  async stop(jobs, { words, flags }, shell) {
    onlyFlags('job stop', flags, []);
    return eachId(jobs, 'stop', words, shell, async id => {
      const before = await jobs.get(id);
      const { state } = await jobs.cancel(id);
      const label = jobStates[state].label.toLowerCase();
      shell.print(isFinal(before.state) ? `${id} had ended before: ${label}` : `${id} ${label}`);
    });
  },

  async rm(jobs, { words, flags }, shell) {
    onlyFlags('job rm', flags, ['dry', 'json']);
    const freed: { id: string; bytes: number }[] = [];
    const code = await eachId(jobs, 'rm', words, shell, async id => {
      const bytes = flags.dry ? await jobs.bytes(id) : (await jobs.remove(id)).bytes;
      freed.push({ id, bytes });
      if (!flags.json) shell.print(`${id} ${flags.dry ? 'would free' : 'freed'} ${bytes} bytes`);
    });
    if (flags.json) shell.print(JSON.stringify(freed, null, 2));
    return code;
  }
};

/** Without --all, what a screen holds. */
const usual = 20;

async function listJobs(jobs: Jobs, { words, flags }: JobCall, { print }: Shell): Promise<number> {
  onlyFlags('job list', flags, ['all', 'json', 'state']);
  if (words.length > 0) throw usageError(`"sonde job list" takes no words, "${words[0] ?? ''}" was given`);
  const state = flags.state === undefined ? {} : { state: statesIn(flags.state) };
  const found = await jobs.list(state);
  const shown = flags.all ? found : found.slice(0, usual);
  const aside = await jobs.quarantined();
  if (flags.json) {
    print(JSON.stringify({ jobs: shown, total: found.length, quarantined: aside }, null, 2));
    return 0;
  }
  print(shown.length === 0 ? 'There are no such jobs.' : jobTable(shown));
  if (shown.length < found.length) print(`${found.length - shown.length} older ones: sonde job list --all`);
  for (const { id, path, why } of aside) print(`Job ${id} cannot be read and lies aside in ${path}: ${why}`);
  return 0;
}

function statesIn(text: string): JobState[] {
  return text.split(',').map(word => {
    const state = (Object.keys(jobStates) as JobState[]).find(one => one === word.trim().toLowerCase());
    if (state) return state;
    throw usageError(`There is no state "${word}": there are ${Object.keys(jobStates).join(', ')}`);
  });
}

async function oneId(jobs: Jobs, verb: string, words: readonly string[]): Promise<string> {
  const [part] = words;
  if (part === undefined || words.length > 1) throw usageError(`"sonde job ${verb}" takes the id of one job`);
  return fullId(part, await idsOf(jobs), 'job');
}

/** One that cannot be done does not keep the others from being done. */
async function eachId(
  jobs: Jobs,
  verb: string,
  words: readonly string[],
  shell: Shell,
  act: (id: string) => Promise<void>
): Promise<number> {
  if (words.length === 0) throw usageError(`"sonde job ${verb}" takes the ids of jobs`);
  const known = await idsOf(jobs);
  let code = 0;
  for (const word of words) {
    try {
      await act(fullId(word, known, 'job'));
    } catch (error) {
      code = 1;
      const { message, hint } = error as ErrorRecord;
      shell.note(hint === undefined ? message : `${message}. ${hint}`);
    }
  }
  return code;
}
