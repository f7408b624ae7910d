import { describe, expect, it } from '@jest/globals';
import { capacityOf, usesSwarm, type SwarmNode, type SwarmTask } from './swarm.js';

const node = (
  ID: string,
  Status: SwarmNode['Status']['State'],
  more: Partial<SwarmNode['Spec']> = {}
): SwarmNode => ({
  ID,
  UpdatedAt: '2026-03-01T12:00:00Z',
  Spec: { Availability: 'active', ...more },
  Description: {
    Hostname: ID,
    Resources: {
      NanoCPUs: 4e9,
      MemoryBytes: 8e9,
      GenericResources: [
        { DiscreteResourceSpec: { Kind: 'gpu', Value: 2 } },
        { DiscreteResourceSpec: { Kind: 'ssd', Value: 9 } },
        { NamedResourceSpec: { Kind: 'a100', Value: 'GPU-1' } },
        { NamedResourceSpec: { Kind: 'a100', Value: 'GPU-2' } },
        { NamedResourceSpec: { Kind: 'a100', Value: 'GPU-3' } }
      ]
    }
  },
  Status: { State: Status }
});
const task = (NodeID: string, State: string): SwarmTask => ({
  ID: `${NodeID} ${State}`,
  CreatedAt: '2026-03-01T12:00:00Z',
  NodeID,
  DesiredState: 'complete',
  Spec: {
    Resources: {
      Reservations: {
        NanoCPUs: 15e8,
        MemoryBytes: 1e9,
        GenericResources: [{ DiscreteResourceSpec: { Kind: 'gpu', Value: 1 } }]
      }
    }
  },
  Status: { State }
});

describe('what a Swarm has', () => {
  it('is what its nodes have that take jobs, less what tasks there hold', () => {
    const nodes = [
      node('a', 'ready'),
      node('b', 'ready'),
      node('c', 'down'),
      node('d', 'ready', { Availability: 'drain' })
    ];
    const tasks = [task('a', 'running'), task('b', 'complete'), task('d', 'running')];
    expect(capacityOf(nodes, tasks, {})).toEqual({
      cpus: 8,
      memoryBytes: 16e9,
      gpus: 4,
      free: { cpus: 6.5, memoryBytes: 15e9, gpus: 3 },
      survivesLogout: true
    });
  });

  it('counts GPUs that are named, too, by whatever they are called', () => {
    expect(capacityOf([node('a', 'ready')], [], { gpuKind: 'a100', slots: 5 })).toMatchObject({
      gpus: 3,
      slots: 5
    });
  });
});

describe('a Swarm is used', () => {
  const info = (ControlAvailable: boolean) => ({
    NCPU: 1,
    MemTotal: 1,
    ServerVersion: '',
    ContainersRunning: 0,
    OSType: 'linux',
    Architecture: 'x86_64',
    Swarm: { ControlAvailable }
  });

  it.each([
    ['by its manager', { files: 'auto' as const }, true, true, true],
    ['not by a worker', { files: 'auto' as const }, true, false, false],
    ['not where it shall not', { files: 'auto' as const, swarm: false }, true, true, false],
    ['not where nothing is mounted', { files: 'auto' as const }, false, true, false],
    ['by a far manager that shares our disk', { files: 'mount' as const }, false, true, true]
  ])('%s', (_, settings, here, manager, used) => {
    expect(usesSwarm(settings, { here }, info(manager))).toBe(used);
  });

  it('not where the engine knows of none', () => {
    const { Swarm, ...podman } = info(true);
    expect(Swarm.ControlAvailable).toBe(true);
    expect(usesSwarm({ files: 'auto' }, { here: true }, podman)).toBe(false);
  });
});
