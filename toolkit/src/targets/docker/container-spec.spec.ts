import { describe, expect, it } from '@jest/globals';
import { folderAt, type StoredJob } from '../../jobs/job-folder.js';
import { containerSpec, type ContainerContext } from './container-spec.js';

const stored = {
  id: '1m9k2x7qa-4h0z',
  kind: 'command',
  title: 'Mine',
  command: ['true'],
  resources: { gpus: 2 }
} as unknown as StoredJob;
const context: ContainerContext = {
  image: { name: 'node', digest: 'sha256:1' },
  root: '/sonde',
  runner: '/sonde/toolkit/lib/jobs/runner.js',
  mounted: true,
  node: 'here'
};
const requests = (more: Partial<ContainerContext>): unknown =>
  containerSpec(stored, folderAt('/home/jobs/one', 'one'), { ...context, ...more }).HostConfig
    ?.DeviceRequests;

describe('the container of a job that asks for GPUs', () => {
  it('is given those that the queue has kept for it, and not the first ones that all get', () => {
    expect(requests({ gpus: ['2', '3'] })).toEqual([{ DeviceIDs: ['2', '3'], Capabilities: [['gpu']] }]);
  });

  it('is given as many as it asked for where nobody knows how many there are', () => {
    expect(requests({})).toEqual([{ Count: 2, Capabilities: [['gpu']] }]);
  });
});
