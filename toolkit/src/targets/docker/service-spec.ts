/** What a job's service in a Swarm is made of: the same as its container, in the Swarm's words. Pure. */
import type { ServiceSpec } from 'dockerode';
import type { JobFolder, StoredJob } from '../../jobs/job-folder.js';
import { placeVariable } from '../../jobs/runner-environment.js';
import { containerSpec, type ContainerContext } from './container-spec.js';

export interface ServiceContext extends Omit<ContainerContext, 'node' | 'mounted'> {
  /** What the nodes call their GPUs. */
  gpuKind: string;
  /** As of `docker service create --constraint`. */
  constraints?: readonly string[];
}

export function serviceSpec(stored: StoredJob, folder: JobFolder, context: ServiceContext): ServiceSpec {
  // Each node puts its own name here.
  const container = containerSpec(stored, folder, {
    ...context,
    node: '{{.Node.Hostname}}',
    mounted: true
  });
  const { constraints = [], network } = context;
  const spec = {
    Name: container.name,
    Labels: container.Labels,
    // Run once, to its end; a job that fails is not started again by the Swarm but by its own `retries`.
    Mode: { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } },
    TaskTemplate: {
      ContainerSpec: {
        // Nodes that have another under that name, or none, fetch this one.
        Image: context.image.published ?? container.Image,
        Labels: container.Labels,
        Command: container.Entrypoint,
        Args: container.Cmd,
        User: container.User,
        Env: container.Env?.map(line => (line.startsWith(`${placeVariable}=`) ? line : literal(line))),
        Mounts: container.HostConfig?.Mounts?.map(mount => ({
          ...mount,
          Source: literal(mount.Source),
          Target: literal(mount.Target)
        })),
        StopGracePeriod: (container.StopTimeout ?? 0) * 1e9
      },
      Resources: resources(stored, context.gpuKind),
      RestartPolicy: { Condition: 'none' },
      Placement: { Constraints: constraints },
      ...(network !== undefined && { Networks: [{ Target: network }] })
    }
  };
  // The types know of no services that end.
  return spec as unknown as ServiceSpec;
}

/**
 * What a job asks for is kept free for it, and it gets no more. One that does not say how many cores it needs gets a free one
 * and what nobody else uses: else a Swarm would start all that there are at once.
 */
function resources({ resources = {} }: StoredJob, gpuKind: string): object {
  const { cpus, memoryBytes, gpus = 0 } = resources;
  const nano = (cores: number): number => Math.round(cores * 1e9);
  const memory = memoryBytes !== undefined && { MemoryBytes: memoryBytes };
  const generic = [{ DiscreteResourceSpec: { Kind: gpuKind, Value: gpus } }];
  return {
    Limits: { ...(cpus !== undefined && { NanoCPUs: nano(cpus) }), ...memory },
    Reservations: { NanoCPUs: nano(cpus ?? 1), ...memory, ...(gpus > 0 && { GenericResources: generic }) }
  };
}

/** A Swarm fills in what it takes for a template. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}
