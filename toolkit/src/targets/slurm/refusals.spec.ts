import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from '../../jobs/job-folder.js';
import type { SlurmClient, SlurmNode, SlurmRequest } from './client.js';
import { checkTime, explainRefusal } from './refusals.js';

const node = (more: Partial<SlurmNode>): SlurmNode => ({
  name: 'n1',
  state: 'IDLE',
  cpus: 8,
  cpusTaken: 0,
  memoryMiB: 4000,
  memoryTakenMiB: 0,
  gpus: 0,
  gpusTaken: 0,
  ...more
});
const silent = {
  nodes: () => Promise.reject(new Error('Cannot reach login')),
  partitions: () => Promise.reject(new Error('Cannot reach login'))
} as Partial<SlurmClient> as SlurmClient;
const speaking = {
  nodes: () => Promise.resolve([node({}), node({ gpus: 2 })]),
  partitions: () =>
    Promise.resolve([
      { name: 'main', isDefault: true, maxMinutes: 60 },
      { name: 'long', isDefault: false, maxMinutes: Infinity }
    ])
} as Partial<SlurmClient> as SlurmClient;
const stored = (more: Partial<StoredJob> = {}): StoredJob => ({ title: 'Mine', ...more }) as StoredJob;
const request = (more: Partial<SlurmRequest>): SlurmRequest => more as SlurmRequest;

describe('a job that Slurm will not have', () => {
  const explain = async (
    said: string,
    asked: Partial<SlurmRequest>,
    { client = speaking, of = stored() } = {}
  ): Promise<string> => (await explainRefusal(of, request(asked), { client, said, cause: said })).message;

  it('is told what the cluster has', async () => {
    expect(await explain('invalid partition specified: gpu', { partition: 'gpu' })).toBe(
      'Cannot start job "Mine": the cluster has no partition "gpu"'
    );
    const of = stored({ resources: { gpus: 4 } });
    expect(await explain('Requested node configuration is not available', { gres: 'gpu:4' }, { of })).toBe(
      'Cannot start job "Mine": it asks for 4 GPUs, the node with most has 2'
    );
  });

  it('is told Slurm’s own words when the cluster does not answer any more', async () => {
    for (const said of [
      'invalid partition specified: gpu',
      'Requested node configuration is not available'
    ]) {
      expect(await explain(said, { partition: 'gpu' }, { client: silent })).toBe(
        `Cannot start job "Mine": Slurm does not accept it: ${said}`
      );
    }
  });

  it('is told about its account and quality of service', async () => {
    const said = 'Invalid account or account/partition combination specified';
    expect(await explain(said, { account: 'bio', qos: 'high' })).toBe(
      `Cannot start job "Mine": Slurm does not accept account "bio" with quality of service "high": ${said}`
    );
    expect(await explain(said, {})).toContain('does not accept it without an account');
  });

  it('is refused before Slurm lets it wait for ever, when its partition allows less time', async () => {
    await expect(checkTime(stored(), request({ minutes: 61 }), speaking)).rejects.toMatchObject({
      hint: 'Others: long'
    });
    await expect(
      checkTime(stored(), request({ minutes: 9999, partition: 'long' }), speaking)
    ).resolves.toBeUndefined();
  });
});
