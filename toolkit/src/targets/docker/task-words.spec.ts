import { describe, expect, it } from '@jest/globals';
import type { SwarmNode, SwarmTask } from './swarm.js';
import { currentTask, observed, type TaskContext } from './task-words.js';

const now = Date.parse('2026-03-01T12:00:00Z');
const node = (Status: SwarmNode['Status'], UpdatedAt = '2026-03-01T11:58:30Z'): SwarmNode => ({
  ID: 'n',
  UpdatedAt,
  Spec: { Availability: 'active' },
  Description: { Hostname: 'beta', Resources: {} },
  Status
});
const task = (Status: SwarmTask['Status'], CreatedAt = '2026-03-01T11:00:00Z'): SwarmTask => ({
  ID: CreatedAt,
  CreatedAt,
  DesiredState: 'complete',
  Spec: {},
  Status
});
const context = (more: Partial<TaskContext> = {}): TaskContext => ({
  node: node({ State: 'ready' }),
  resources: { memoryBytes: 2 ** 27 },
  image: 'node:22',
  title: 'fit',
  silence: 300_000,
  unwanted: false,
  outOfMemory: false,
  now,
  ...more
});
const failed = (ExitCode: number, Err = ''): SwarmTask =>
  task({ State: 'failed', Err, ContainerStatus: { ExitCode } });

describe('a task of a Swarm', () => {
  it('counts when it is the newest', () => {
    const [old, young] = [task({ State: 'failed' }), task({ State: 'running' }, '2026-03-01T11:30:00Z')];
    expect(currentTask([young, old])).toBe(young);
    expect(currentTask([])).toBeUndefined();
  });

  it('says what it waits for', () => {
    const waiting = task({ State: 'pending', Err: 'no suitable node (insufficient resources on 2 nodes)' });
    expect(observed(waiting, context({ node: undefined }))).toEqual({
      alive: true,
      reason: 'Docker Swarm: no suitable node (insufficient resources on 2 nodes)'
    });
    expect(observed(task({ State: 'preparing' }), context())).toEqual({
      alive: true,
      reason: 'beta fetches its image and makes its container'
    });
    expect(observed(task({ State: 'running' }), context())).toEqual({ alive: true });
  });

  it('is not judged while its node is silent, and given up when that lasts', () => {
    const down = (since: string) => node({ State: 'down', Message: 'heartbeat failure' }, since);
    const running = task({ State: 'running' });
    expect(() => observed(running, context({ node: down('2026-03-01T11:58:30Z') }))).toThrow(
      'Cannot look for job "fit": the node beta, where it runs, has not been heard of for 2 min (heartbeat failure)'
    );
    expect(observed(running, context({ node: down('2026-03-01T11:54:30Z') }))).toEqual({
      alive: false,
      state: 'lost',
      reason: 'The node beta, where it ran, has not been heard of for 6 min (heartbeat failure)'
    });
    const stopped = context({ node: down('2026-03-01T11:58:30Z'), unwanted: true });
    expect(observed(running, stopped).alive).toBe(false);
  });

  it.each([
    [
      task({
        State: 'rejected',
        Err: 'invalid mount config for type "bind": bind source path does not exist: /data'
      }),
      "beta could not start it: it has no /data. Sonde, the jobs' folders and their data must lie on a disk that all nodes share, at the same paths"
    ],
    [
      task({ State: 'rejected', Err: 'No such image: node:22' }),
      'beta could not start it: it has no image "node:22", and found it in no registry'
    ],
    [task({ State: 'rejected', Err: 'no space left' }), 'beta could not start it: no space left'],
    [
      task({
        State: 'rejected',
        Err: 'assigned node no longer meets constraints',
        ContainerStatus: { ContainerID: 'c' }
      }),
      'The Swarm took it from beta: assigned node no longer meets constraints'
    ],
    [task({ State: 'orphaned' }), 'beta, where it ran, has not been heard of for a day'],
    [
      failed(137),
      'Its container on beta was killed (exit code 137) and left no last word: by hand, because it took more than its 128 MiB of memory, or because the engine or its machine was stopped'
    ],
    [
      failed(143),
      'Its container on beta was told to end (exit code 143): by hand, or because the engine or its machine was stopped'
    ],
    [
      failed(0, 'No such container: sonde-1'),
      'Its container on beta is gone, and it left no last word: the engine or its machine was restarted'
    ],
    [
      failed(0, 'starting container failed: no shell'),
      'Its container on beta could not run: starting container failed: no shell'
    ],
    [failed(3), 'Its container on beta ended with exit code 3 and left no last word; see its log']
  ])('%# says why it ended', (ended, reason) => {
    expect(observed(ended, context())).toMatchObject({ alive: false, reason });
  });

  it('is told to be on a silent node, where the Swarm took it from that', () => {
    const Status = { State: 'rejected', Err: 'assigned node no longer meets constraints' };
    const silent = context({ node: node({ State: 'down', Message: 'heartbeat failure' }) });
    expect(observed(task({ ...Status, ContainerStatus: { ContainerID: 'c' } }), silent)).toEqual({
      alive: false,
      reason:
        'The Swarm gave it up: the node beta, where it ran, has not been heard of for 2 min (heartbeat failure)'
    });
  });

  it('took too much memory where its engine says so', () => {
    expect(observed(failed(137), context({ outOfMemory: true }))).toEqual({
      alive: false,
      state: 'failed',
      reason: 'Its container on beta was killed: it took more than its 128 MiB of memory'
    });
  });
});
