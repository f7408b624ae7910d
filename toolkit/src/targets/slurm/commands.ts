/**
 * Asks a cluster by Slurm's commands. Not by their --json, whose shape changes from version to version: the formats here
 * are those all versions have, with what could hold a delimiter last.
 */
import { SondeError } from '@sonde/schema';
import { arrayOf } from './array-task.js';
import { gpusIn, SlurmRefusal, type SlurmClient, type SlurmJob, type SlurmRequest } from './client.js';
import type { Shell } from './shell.js';

export function commandClient(shell: Shell, { bin }: { bin?: string | undefined } = {}): SlurmClient {
  /** What a command prints; undefined when it says that there is no such job. */
  async function ask(
    program: string,
    words: readonly string[],
    input?: string,
    within: readonly string[] = []
  ): Promise<string | undefined> {
    const path = bin === undefined ? program : `${bin}/${program}`;
    const ran = await shell.run([...within, path, ...words], { input });
    if (ran.code === 0) return ran.stdout.toString();
    // The latter is what scontrol prints of a task that was taken out of its array before it began.
    if (/Invalid job id|^Job \S+ not found/im.test(ran.stderr + ran.stdout.toString())) return undefined;
    throw failure(program, ran, shell.where);
  }
  /** As {@link ask}, with nothing in the program's environment but what it needs. */
  const askBare: typeof ask = (program, words, input) => ask(program, words, input, bareEnvironment);
  const queue = async (words: readonly string[]): Promise<SlurmJob[]> =>
    parseQueue(
      (await ask('squeue', ['--noheader', '--array', '--states=all', `--format=${queueFormat}`, ...words])) ??
        ''
    );

  return {
    async about() {
      const version = (await ask('sinfo', ['--version']))?.trim() ?? '';
      return `${version.replace(/^slurm(-wlm)?/, 'Slurm')} on ${shell.where}`;
    },
    async submit(request) {
      const printed = await (request.login === true ? ask : askBare)(
        'sbatch',
        ['--parsable', ...flags(request)],
        request.script
      );
      const id = /^\d+/.exec(printed?.trim().split('\n').at(-1) ?? '')?.[0];
      if (id === undefined) throw new SlurmRefusal(`sbatch answered with no id but "${printed ?? ''}"`);
      return id;
    },
    async find(names) {
      const found = await queue([`--name=${names.join(',')}`]);
      return found.length > 0 ? found : accounted([`--name=${names.join(',')}`, '--starttime=now-7days']);
    },
    look: ids => queue([`--jobs=${[...new Set(ids.map(arrayOf))].join(',')}`]),
    async ended(id) {
      const shown = await ask('scontrol', ['show', 'job', '--oneliner', id]);
      return shown === undefined ? (await accounted(['-j', id])).at(-1) : parseShown(shown);
    },
    async cancel(id, signal) {
      const words = signal ? ['--full', `--signal=${signal}`] : [];
      await ask('scancel', [...words, id]).catch((error: unknown) => {
        // Of a job that has just ended scancel says nothing at all, and fails.
        if (!/already completing or completed|Invalid job id|: $/i.test((error as Error).message))
          throw error;
      });
    },
    async nodes() {
      return lines(await ask('scontrol', ['show', 'node', '--oneliner'])).map(line => {
        const of = (key: string): string => field(line, key) ?? '';
        return {
          name: of('NodeName'),
          state: of('State'),
          cpus: Number(of('CPUTot')),
          cpusTaken: Number(of('CPUAlloc')),
          memoryMiB: Number(of('RealMemory')),
          memoryTakenMiB: Number(of('AllocMem')),
          gpus: gpusIn(of('Gres')),
          gpusTaken: gpusIn(of('AllocTRES'))
        };
      });
    },
    async partitions() {
      return lines(await ask('scontrol', ['show', 'partition', '--oneliner'])).map(line => ({
        name: field(line, 'PartitionName') ?? '',
        isDefault: field(line, 'Default') === 'YES',
        maxMinutes: minutes(field(line, 'MaxTime') ?? 'UNLIMITED')
      }));
    }
  };

  /** Where there is no accounting, nothing can be had of jobs that slurmctld has forgotten. */
  async function accounted(which: readonly string[]): Promise<SlurmJob[]> {
    const words = ['--allocations', '--noheader', '--parsable2', `--format=${accountFormat}`, ...which];
    const printed = await ask('sacct', words).catch((error: unknown) => {
      if ((error as SondeError).code === 'target-unreachable') throw error;
      return '';
    });
    return lines(printed).map(parseAccounted);
  }
}

/** Variables that a job gets of our environment. */
const needed = ['HOME', 'USER', 'LOGNAME', 'PATH', 'LANG'];

/** Those that tell sbatch which cluster it is to ask, and for what: sbatch(1), INPUT ENVIRONMENT VARIABLES. */
const asked = ['SLURM_CONF', 'SLURM_CLUSTERS', 'SBATCH_ACCOUNT', 'SBATCH_PARTITION', 'SBATCH_QOS'];

/** Runs what follows with these variables only; those that are not set stay so. */
const bareEnvironment = [
  'sh',
  '-c',
  `exec env -i ${[...needed, ...asked].map(name => `\${${name}:+"${name}=$${name}"}`).join(' ')} "$@"`,
  'sh'
];

function flags(request: SlurmRequest): string[] {
  const { name, folder, output, cpus, memoryMiB, minutes, gres, partition, account, qos, nodes, login } =
    request;
  const given: [string, string | number | undefined][] = [
    ['job-name', name],
    ['chdir', folder],
    ['output', output],
    ['open-mode', 'append'],
    // Nothing of our environment but what a program needs: it may hold tokens. A list of names has Slurm log the user in on the
    // node first (sbatch(1), --get-user-env), so that where this is not needed sbatch itself is shown no more than these.
    ['export', login === true ? needed.join(',') : 'ALL'],
    ['ntasks', nodes === undefined ? 1 : undefined],
    ['cpus-per-task', cpus],
    ['mem', memoryMiB === undefined ? undefined : `${memoryMiB}M`],
    ['time', minutes],
    ['gres', gres],
    ['partition', partition],
    ['account', account],
    ['qos', qos],
    ['nodes', nodes],
    ['array', request.array],
    ['constraint', request.constraint],
    ['reservation', request.reservation]
  ];
  return [
    '--requeue',
    ...given.flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`]))
  ];
}

const queueFormat = '%i|%T|%B|%j|%r';
const accountFormat = 'JobID,State,NodeList,ExitCode,JobName';

function parseQueue(printed: string): SlurmJob[] {
  return lines(printed).map(line => {
    const [id = '', state = '', node = '', name = '', ...reason] = line.split('|');
    return { id, state, name, reason: known(reason.join('|')), ...(/^n\/a$|^$/i.test(node) ? {} : { node }) };
  });
}

function parseShown(line: string): SlurmJob {
  const node = field(line, 'BatchHost');
  const [array, task] = [field(line, 'ArrayJobId'), field(line, 'ArrayTaskId')];
  return {
    id: array === undefined ? (field(line, 'JobId') ?? '') : `${array}_${task}`,
    name: field(line, 'JobName') ?? '',
    state: field(line, 'JobState') ?? '',
    reason: known(field(line, 'Reason') ?? ''),
    ...(node !== undefined && { node }),
    ...parseExit(field(line, 'ExitCode') ?? '')
  };
}

/** E.g. "12_3|CANCELLED by 1017|n1|0:15|sonde-j". */
function parseAccounted(line: string): SlurmJob {
  const [id = '', states = '', node = '', exit = '', ...name] = line.split('|');
  const [state = '', , by] = states.split(' ');
  return {
    id,
    name: name.join('|'),
    state,
    reason: '',
    ...(node !== '' && node !== 'None assigned' && { node }),
    ...(by !== undefined && { by: `the user with the number ${by}` }),
    ...parseExit(exit)
  };
}

/** "1:0" is an exit code, "0:9" a signal. */
function parseExit(text: string): Pick<SlurmJob, 'exitCode' | 'signal'> {
  const [code, signal] = text.split(':').map(Number);
  return { ...(code !== undefined && { exitCode: code }), ...(signal && { signal }) };
}

const known = (reason: string): string => (reason === 'None' ? '' : reason);
const lines = (printed = ''): string[] => printed.split('\n').filter(line => line.trim() !== '');
const field = (line: string, key: string): string | undefined =>
  new RegExp(`(?:^| )${key}=(\\S+)`).exec(line)?.[1];

/** "1-02:30:00" and "UNLIMITED", in minutes. */
function minutes(time: string): number {
  const match = /^(?:(\d+)-)?(\d+):(\d+):(\d+)$/.exec(time);
  if (!match) return Infinity;
  const [days, hours, mins, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return (days ?? 0) * 1440 + (hours ?? 0) * 60 + (mins ?? 0) + (seconds ?? 0) / 60;
}

function failure(program: string, { code, stderr }: { code: number; stderr: string }, where: string): Error {
  if (code === 127) {
    return new SondeError('target-missing', `There is no ${program} on ${where}`, {
      hint: 'Give the folder of Slurm’s commands as `bin` in targets.json, or the log-in node of a cluster as `ssh`.'
    });
  }
  const said = stderr.trim().replace(/^(?:\w+: )?(?:error|fatal): /gm, '');
  if (
    /Unable to contact slurm controller|Connection refused|Socket timed out|configuration source|fetch_config/i.test(
      said
    )
  ) {
    return new SondeError(
      'target-unreachable',
      `Slurm’s controller does not answer on ${where} (${last(said)})`,
      {
        hint: 'Jobs that run go on running; nothing can be started or asked until it is back.'
      }
    );
  }
  if (/can not be altered now/i.test(said)) return new SondeError('target-busy', said);
  return program === 'sbatch'
    ? new SlurmRefusal(said)
    : new SondeError('target-failed', `${program} on ${where}: ${said}`);
}

const last = (text: string): string => text.split('\n').at(-1) ?? '';
