/**
 * The shape of slurmrestd's JSON. From v0.0.39 on, numbers that may be unset are objects, the environment is a list, and
 * states are lists; what is read here takes either.
 */
import { tasksIn } from './array-task.js';
import { gpusIn, type SlurmJob, type SlurmNode, type SlurmPartition, type SlurmRequest } from './client.js';

/** Versions of the interface that are known here, newest first. */
export const knownVersions = [
  ...['0.0.45', '0.0.44', '0.0.43', '0.0.42', '0.0.41', '0.0.40', '0.0.39', '0.0.38', '0.0.37', '0.0.36']
] as const;
export type Version = (typeof knownVersions)[number];

/** The newest known version that the paths of the server's OpenAPI document speak of. */
export function newestVersion(paths: readonly string[]): Version | undefined {
  return knownVersions.find(version => paths.includes(`/slurm/v${version}/job/submit`));
}

/** Between these the interface cannot stop one task of an array, but all of them: slurmrestd leaves the task's number away. */
export function takesArrays(version: Version): boolean {
  return isSince(version, '0.0.42') || !isSince(version, '0.0.39');
}

export function submission(
  request: SlurmRequest,
  version: Version,
  environment: Record<string, string>
): unknown {
  const isNew = isSince(version, '0.0.39');
  const number = (value: number | undefined): unknown =>
    value !== undefined && isNew ? { set: true, number: value } : value;
  const { name, script, folder, output, cpus, memoryMiB, minutes, gres, partition, account, qos, nodes } =
    request;
  const job = {
    name,
    current_working_directory: folder,
    standard_output: output,
    array: request.array,
    open_mode: isNew ? ['APPEND'] : 'append',
    environment: isNew ? Object.entries(environment).map(([key, value]) => `${key}=${value}`) : environment,
    requeue: true,
    partition,
    account,
    qos,
    constraints: request.constraint,
    reservation: request.reservation,
    cpus_per_task: cpus,
    memory_per_node: isNew ? number(memoryMiB) : memoryMiB === undefined ? undefined : String(memoryMiB),
    time_limit: number(minutes),
    ...(nodes === undefined ? { tasks: 1 } : isNew ? { nodes: String(nodes) } : { nodes }),
    ...(gres !== undefined && (isNew ? { tres_per_node: tres(gres, version) } : { gres }))
  };
  return isNew ? { script, job: { ...job, script } } : { script, job };
}

/** Each of the generic resources by the name that Slurm had for it in this version. */
function tres(gres: string, version: Version): string {
  const prefix = version === '0.0.39' ? 'gres:' : 'gres/';
  return gres
    .split(',')
    .map(one => `${prefix}${one}`)
    .join(',');
}

const isSince = (version: Version, first: Version): boolean =>
  knownVersions.indexOf(version) <= knownVersions.indexOf(first);

type Json = Record<string, unknown>;

/** The job; of an array those of its tasks that this speaks of, which may be all that have not been looked at yet. */
export function readJobs(job: Json): SlurmJob[] {
  const array = number(job['array_job_id']);
  if (array === 0) return [readJob(job)];
  const task = job['array_task_id'];
  const waiting = tasksIn(text(job['array_task_string']));
  const tasks = waiting.length > 0 ? waiting : [number(task)];
  return tasks.map(each => ({ ...readJob(job), id: `${array}_${each}` }));
}

function readJob(job: Json): SlurmJob {
  const reason = text(job['state_reason']);
  const node = text(job['batch_host']);
  return {
    id: String(number(job['job_id'])),
    name: text(job['name']),
    state: readState(job['job_state']),
    reason: reason === 'None' ? '' : reason,
    ...(node !== '' && { node }),
    ...readExit(job['exit_code'])
  };
}

/** A job as the accounting has it. */
export function readAccounted(job: Json): SlurmJob {
  const { current, reason } = (job['state'] ?? {}) as Json;
  const { job_id: array, task_id: task } = (job['array'] ?? {}) as Json;
  const node = text(job['nodes']);
  const by = text(job['kill_request_user']);
  const why = text(reason);
  return {
    id: number(array) > 0 ? `${number(array)}_${number(task)}` : String(number(job['job_id'])),
    name: text(job['name']),
    state: readState(current),
    reason: why === 'None' ? '' : why,
    ...(node !== '' && node !== 'None assigned' && { node }),
    ...(by !== '' && { by: `user ${by}` }),
    ...readExit(job['exit_code'])
  };
}

/** Since v0.0.40 a list: what the job is, and what is happening to it, which says more. */
function readState(states: unknown): string {
  const all = [states].flat().filter(one => typeof one === 'string');
  return all.find(one => happening.includes(one)) ?? all[0] ?? '';
}

const happening = [
  ...['COMPLETING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_HOLD', 'REQUEUE_FED', 'SPECIAL_EXIT'],
  ...['RESIZING', 'SIGNALING', 'STAGE_OUT', 'STOPPED', 'REVOKED']
];

/** Up to v0.0.39 it is a number as of wait(2), since v0.0.39 maybe within an object. */
function readExit(exit: unknown): Pick<SlurmJob, 'exitCode' | 'signal'> {
  const {
    return_code: code,
    signal = {},
    number: raw
  } = (typeof exit === 'object' && exit ? exit : {}) as Json;
  const status = typeof exit === 'number' ? exit : raw;
  if (typeof status === 'number') return withSignal(status >> 8, status & 127);
  const { id, signal_id: older } = signal as Json;
  return withSignal(number(code), number(id ?? older));
}

const withSignal = (exitCode: number, signal: number): Pick<SlurmJob, 'exitCode' | 'signal'> => ({
  exitCode,
  ...(signal > 0 && { signal })
});

export function readNode(node: Json): SlurmNode {
  return {
    name: text(node['name']),
    state: [node['state'], node['state_flags']].flat().map(text).filter(Boolean).join('+').toUpperCase(),
    cpus: number(node['cpus']),
    cpusTaken: number(node['alloc_cpus']),
    memoryMiB: number(node['real_memory']),
    memoryTakenMiB: number(node['alloc_memory']),
    gpus: gpusIn(text(node['gres'])),
    gpusTaken: gpusIn(text(node['gres_used']))
  };
}

export function readPartition(partition: Json): SlurmPartition {
  const limits = partition['maximums'] as { time?: unknown } | undefined;
  const most = limits?.time ?? partition['max_time_limit'];
  const flags = [partition['flags'], (partition['partition'] as Json | undefined)?.['flags']]
    .flat()
    .map(text);
  return {
    name: text(partition['name']),
    isDefault: flags.some(flag => flag.toLowerCase() === 'default'),
    maxMinutes:
      typeof most === 'number' || (most as Json | undefined)?.['set'] === true ? number(most) : Infinity
  };
}

/** Plain, or as `{set, infinite, number}`. */
function number(value: unknown): number {
  if (typeof value === 'number') return value;
  const { set, number: inner } = (value ?? {}) as { set?: unknown; number?: unknown };
  return set !== false && typeof inner === 'number' ? inner : 0;
}

/** Plain, or the first of a list. */
function text(value: unknown): string {
  const [first] = [value].flat();
  return typeof first === 'string' ? first : '';
}
