/** What a task of a Swarm says of its job, in words. Pure. */
import { SondeError, type Resources } from '@sonde/schema';
import type { Observation } from '../target.js';
import type { SwarmNode, SwarmTask } from './swarm.js';

export interface TaskContext {
  /** Where it is; undefined while it is nowhere, or when that node has left the Swarm. */
  node: SwarmNode | undefined;
  resources: Resources;
  /** Name of its image. */
  image: string;
  title: string;
  /** Milliseconds that a node may be silent before its jobs are given up. */
  silence: number;
  /** True when the job was asked to stop. */
  unwanted: boolean;
  /** True when its engine says so. */
  outOfMemory: boolean;
  now: number;
}

/** The one that counts; those before it are history. */
export function currentTask(tasks: readonly SwarmTask[]): SwarmTask | undefined {
  return [...tasks].sort((a, b) => (a.CreatedAt < b.CreatedAt ? -1 : 1)).at(-1);
}

/** https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/ */
export function hasEnded({ Status }: SwarmTask): boolean {
  return ['complete', 'failed', 'shutdown', 'rejected', 'orphaned', 'remove'].includes(Status.State);
}

/** True for one that the Swarm is about to stop or to forget. */
export function isUnwanted({ DesiredState }: SwarmTask): boolean {
  return DesiredState === 'remove';
}

/** Throws a sentence while its node is silent: then nobody can tell. */
export function observed(task: SwarmTask, context: TaskContext): Observation {
  const { Status } = task;
  if (hasEnded(task)) return ended(task, context);
  if (context.node?.Status.State === 'down') return silent(context.node, context);
  if (Status.State === 'running' || Status.State === 'starting') return { alive: true };
  if (context.node)
    return { alive: true, reason: `${nameOf(context)} fetches its image and makes its container` };
  return { alive: true, ...(Status.Err && { reason: `Docker Swarm: ${Status.Err}` }) };
}

function silent(node: SwarmNode, { title, silence, unwanted, now }: TaskContext): Observation {
  const since = silenceOf(node, now);
  const name = node.Description.Hostname;
  if (unwanted || now - Date.parse(node.UpdatedAt) > silence)
    return { alive: false, state: 'lost', reason: `The node ${name}, where it ran, ${since}` };
  throw new SondeError(
    'node-silent',
    `Cannot look for job "${title}": the node ${name}, where it runs, ${since}`,
    { hint: 'It is given up when that lasts; "silence" in targets.json says after how many minutes.' }
  );
}

function silenceOf({ UpdatedAt, Status }: SwarmNode, now: number): string {
  const minutes = Math.ceil((now - Date.parse(UpdatedAt)) / 60_000);
  return `has not been heard of for ${minutes} min${Status.Message ? ` (${Status.Message})` : ''}`;
}

function ended(task: SwarmTask, context: TaskContext): Observation {
  const { State, Err = '' } = task.Status;
  const name = nameOf(context);
  if (State === 'rejected' && task.Status.ContainerStatus?.ContainerID)
    return { alive: false, reason: taken(Err, context) };
  if (State === 'rejected')
    return { alive: false, state: 'failed', reason: `${name} could not start it: ${refusal(Err, context)}` };
  if (State === 'orphaned')
    return { alive: false, reason: `${name}, where it ran, has not been heard of for a day` };
  if (context.outOfMemory)
    return {
      alive: false,
      state: 'failed',
      reason: `Its container on ${name} was killed: it took ${limit(context)}`
    };
  return { alive: false, reason: exit(task, context) };
}

/** The Swarm may do so as soon as it hears nothing of a node, and gives the constraints as its reason. */
function taken(err: string, { node, now }: TaskContext): string {
  const name = node?.Description.Hostname ?? 'a node that has left';
  if (node?.Status.State !== 'down') return `The Swarm took it from ${name}: ${err}`;
  return `The Swarm gave it up: the node ${name}, where it ran, ${silenceOf(node, now)}`;
}

function refusal(err: string, { image }: TaskContext): string {
  const path = /bind source path does not exist: (\S.*)$/.exec(err)?.[1];
  if (path !== undefined)
    return `it has no ${path}. Sonde, the jobs' folders and their data must lie on a disk that all nodes share, at the same paths`;
  if (/no such image/i.test(err)) return `it has no image "${image}", and found it in no registry`;
  return err;
}

function exit({ Status }: SwarmTask, context: TaskContext): string {
  const name = nameOf(context);
  const { Err = '', ContainerStatus: { ExitCode: code = 0 } = {} } = Status;
  if (/no such container/i.test(Err))
    return `Its container on ${name} is gone, and it left no last word: the engine or its machine was restarted`;
  if (code === 137)
    return `Its container on ${name} was killed (exit code 137) and left no last word: by hand, because it took ${limit(context)}, or because the engine or its machine was stopped`;
  if (code === 143)
    return `Its container on ${name} was told to end (exit code 143): by hand, or because the engine or its machine was stopped`;
  if (code === 0 && Err) return `Its container on ${name} could not run: ${Err}`;
  return `Its container on ${name} ended with exit code ${code} and left no last word; see its log`;
}

function limit({ resources: { memoryBytes } }: TaskContext): string {
  return memoryBytes === undefined
    ? 'more memory than there was'
    : `more than its ${Math.round(memoryBytes / 2 ** 20)} MiB of memory`;
}

function nameOf({ node }: TaskContext): string {
  return node?.Description.Hostname ?? 'a node that has left';
}
