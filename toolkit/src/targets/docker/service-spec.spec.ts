import { describe, expect, it } from '@jest/globals';
import { folderAt, type StoredJob } from '../../jobs/job-folder.js';
import { serviceSpec } from './service-spec.js';

const stored: StoredJob = {
  id: 'j1',
  kind: 'command',
  title: 'fit',
  command: ['true'],
  args: {},
  labels: {},
  target: 'swarm',
  attempt: 1,
  request: { kind: 'command', command: ['true'] },
  created: '2026-03-01T12:00:00Z'
};
const folder = folderAt('/home/jobs/{{j1}}', 'j1');
const image = { name: 'node:22', digest: 'sha256:1' };
const context = { image, root: '/opt/sonde', runner: '/opt/sonde/runner.js', gpuKind: 'gpu' };

interface Spec {
  Name: string;
  Mode: unknown;
  TaskTemplate: {
    ContainerSpec: { Image: string; Env: string[]; Mounts: { Source: string }[]; Args: string[] };
    Resources: unknown;
    RestartPolicy: unknown;
    Placement: unknown;
  };
}
const make = (more: object = {}, job: Partial<StoredJob> = {}): Spec =>
  serviceSpec({ ...stored, ...job }, folder, { ...context, ...more }) as unknown as Spec;

describe('the service of a job', () => {
  it('runs once, to its end', () => {
    const { Name, Mode, TaskTemplate } = make();
    expect(Name).toBe('sonde-j1');
    expect(Mode).toEqual({ ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } });
    expect(TaskTemplate.RestartPolicy).toEqual({ Condition: 'none' });
    expect(TaskTemplate.ContainerSpec.Args).toEqual([
      'node',
      '--enable-source-maps',
      '/opt/sonde/runner.js',
      '/home/jobs/{{j1}}'
    ]);
  });

  it('tells the job its node, and hands on what looks like a template as it is', () => {
    const { Env, Mounts } = make({ env: { GREETING: '{{hello}}' } }).TaskTemplate.ContainerSpec;
    expect(Env).toContain('GREETING={{"{{"}}hello}}');
    const place = Env.find(line => line.startsWith('SONDE_PLACE='))?.slice('SONDE_PLACE='.length) ?? '';
    expect(JSON.parse(place)).toEqual({
      id: 'sonde-j1',
      node: '{{.Node.Hostname}}',
      image: 'node:22',
      digest: 'sha256:1'
    });
    expect(Mounts[0]?.Source).toBe('/home/jobs/{{"{{"}}j1}}');
  });

  it('names its image as the registry knows it for good, where one does', () => {
    const published = make({ image: { ...image, published: 'node@sha256:2' } });
    expect(published.TaskTemplate.ContainerSpec.Image).toBe('node@sha256:2');
    expect(make().TaskTemplate.ContainerSpec.Image).toBe('sha256:1');
    expect(make({ image: { name: 'node:22' } }).TaskTemplate.ContainerSpec.Image).toBe('node:22');
  });

  it('reserves what it asks for, and a core when it says nothing', () => {
    const gpus = make({ gpuKind: 'a100', constraints: ['node.labels.rack==1'] }, { resources: { gpus: 2 } });
    expect(gpus.TaskTemplate.Resources).toEqual({
      Limits: {},
      Reservations: {
        NanoCPUs: 1e9,
        GenericResources: [{ DiscreteResourceSpec: { Kind: 'a100', Value: 2 } }]
      }
    });
    expect(gpus.TaskTemplate.Placement).toEqual({ Constraints: ['node.labels.rack==1'] });
  });
});
