/** The Swarm that an engine manages: whether jobs go there, its nodes, and what they have to give. */
import type { TargetCapabilities } from '@sonde/schema';
import { usualGpuKind, type DockerSettings } from './docker-settings.js';
import type { EngineInfo } from './engine-info.js';
import { ask, promptly, type Engine } from './engine.js';
import { isMounted } from './is-mounted.js';

/** As GET /nodes has it, as far as it matters here. */
export interface SwarmNode {
  ID: string;
  /** When anything of it changed last, its state included. */
  UpdatedAt: string;
  Spec: { Availability: 'active' | 'pause' | 'drain' };
  Description: { Hostname: string; Resources: SwarmResources };
  Status: { State: 'unknown' | 'down' | 'ready' | 'disconnected'; Message?: string };
}

/** As GET /tasks has it, as far as it matters here. */
export interface SwarmTask {
  ID: string;
  CreatedAt: string;
  NodeID?: string;
  DesiredState: string;
  Spec: { Resources?: { Reservations?: SwarmResources } };
  Status: {
    State: string;
    Err?: string;
    ContainerStatus?: { ContainerID?: string; ExitCode?: number };
  };
}

export interface SwarmResources {
  NanoCPUs?: number;
  MemoryBytes?: number;
  GenericResources?: readonly (
    | { DiscreteResourceSpec: { Kind: string; Value: number } }
    | { NamedResourceSpec: { Kind: string; Value: string } }
  )[];
}

/** Its nodes see files at the same paths as we, or nothing of a job would be seen there. */
export function usesSwarm(
  settings: DockerSettings,
  engine: Pick<Engine, 'here'>,
  { Swarm }: EngineInfo
): boolean {
  return settings.swarm !== false && Swarm?.ControlAvailable === true && isMounted(settings, engine);
}

export async function askNodes(engine: Engine, doing: string): Promise<SwarmNode[]> {
  return ask(engine, doing, abortSignal => engine.docker.listNodes({ abortSignal }) as Promise<SwarmNode[]>, {
    within: promptly
  });
}

/** @param label of the services that they belong to; all tasks when absent */
export async function askTasks(engine: Engine, doing: string, label?: string): Promise<SwarmTask[]> {
  const filters = label === undefined ? {} : { label: [label] };
  return ask(
    engine,
    doing,
    abortSignal => engine.docker.listTasks({ filters, abortSignal }) as Promise<SwarmTask[]>,
    { within: promptly }
  );
}

export async function swarmCapabilities(
  engine: Engine,
  settings: DockerSettings
): Promise<TargetCapabilities> {
  const doing = 'look at the nodes of the Swarm';
  const [nodes, tasks] = await Promise.all([askNodes(engine, doing), askTasks(engine, doing)]);
  return { ...capacityOf(nodes, tasks, settings), about: aboutSwarm(nodes, engine) };
}

/** What takes new jobs, and how much of that no task has reserved. */
export function capacityOf(
  nodes: readonly SwarmNode[],
  tasks: readonly SwarmTask[],
  { gpuKind = usualGpuKind, slots }: Pick<DockerSettings, 'gpuKind' | 'slots'>
): TargetCapabilities {
  const usable = nodes.filter(isUsable);
  const ids = new Set(usable.map(({ ID }) => ID));
  const there = total(
    usable.map(({ Description }) => Description.Resources),
    gpuKind
  );
  const busy = tasks.filter(({ NodeID, Status }) => ids.has(NodeID ?? '') && holds.has(Status.State));
  const taken = total(
    busy.map(({ Spec }) => Spec.Resources?.Reservations ?? {}),
    gpuKind
  );
  return {
    ...there,
    // It queues by itself.
    ...(slots !== undefined && { slots }),
    free: {
      cpus: there.cpus - taken.cpus,
      memoryBytes: there.memoryBytes - taken.memoryBytes,
      gpus: there.gpus - taken.gpus
    },
    survivesLogout: true
  };
}

function isUsable({ Spec, Status }: SwarmNode): boolean {
  return Status.State === 'ready' && Spec.Availability === 'active';
}

/** States of a task that has what it reserved. */
const holds = new Set(['assigned', 'accepted', 'preparing', 'ready', 'starting', 'running']);

function total(
  all: readonly SwarmResources[],
  gpuKind: string
): { cpus: number; memoryBytes: number; gpus: number } {
  const sum = (of: (one: SwarmResources) => number): number => all.reduce((so, one) => so + of(one), 0);
  return {
    cpus: sum(({ NanoCPUs = 0 }) => NanoCPUs / 1e9),
    memoryBytes: sum(({ MemoryBytes = 0 }) => MemoryBytes),
    gpus: sum(one => gpusIn(one, gpuKind))
  };
}

/** A node counts its GPUs, or names each of them. */
function gpusIn({ GenericResources = [] }: SwarmResources, kind: string): number {
  const counts = GenericResources.map(one => {
    if ('DiscreteResourceSpec' in one)
      return one.DiscreteResourceSpec.Kind === kind ? one.DiscreteResourceSpec.Value : 0;
    return one.NamedResourceSpec.Kind === kind ? 1 : 0;
  });
  return counts.reduce((so, one) => so + one, 0);
}

function aboutSwarm(nodes: readonly SwarmNode[], { address }: Engine): string {
  const away = nodes.length - nodes.filter(isUsable).length;
  const size = `${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`;
  return `Docker Swarm of ${size}${away > 0 ? ` (${away} not available)` : ''}, manager at ${address}`;
}
