/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { SondeError, type JobRequest, type ListedTarget, type ModuleAnswer } from '@sonde/schema';
import { NewJobModel, type NewJobClient } from './model.js';

const trans = nullTranslator.load('sonde');
const penguins = {
  kind: 'module',
  name: 'penguins',
  card: {},
  predictOptions: { type: 'object', properties: { top: { type: 'integer', default: 5 } } },
  train: {
    args: {
      type: 'object',
      properties: { epochs: { type: 'integer', default: 3 }, layers: { type: 'integer' } }
    },
    dataset: { layout: 'csv', description: 'A table' }
  }
} as unknown as ModuleAnswer;
const local: ListedTarget = {
  name: 'local',
  jobs: 0,
  ok: true,
  capabilities: { cpus: 4, memoryBytes: 8e9, slots: 4 }
};
const cluster: ListedTarget = {
  name: 'cluster',
  jobs: 0,
  options: {
    type: 'object',
    properties: {
      partition: { type: 'string', description: 'Which part' },
      nodes: { type: 'integer', minimum: 1 }
    }
  },
  ok: true,
  capabilities: { cpus: 400, memoryBytes: 8e12, gpus: 8 }
};

/** A form, loaded, and what it has submitted. */
async function formFor(request?: JobRequest, answers: Partial<NewJobClient> = {}) {
  const submitted: JobRequest[] = [];
  const client = {
    modules: () => Promise.resolve({ entries: [], total: 0, sources: [] }),
    module: () => Promise.resolve(penguins),
    targets: () => Promise.resolve([local, cluster]),
    jobRequest: () => Promise.resolve(request),
    addSchedule: () => Promise.reject(new Error('nobody asked for this')),
    submit: (asked: JobRequest) => {
      submitted.push(asked);
      return Promise.resolve({ id: 'new' });
    },
    ...answers
  } as unknown as NewJobClient;
  const model = new NewJobModel(client, trans, request && 'old');
  await model.load();
  return { model, submitted };
}

describe('a job that is cloned into the form', () => {
  it.each<JobRequest>([
    {
      kind: 'train',
      module: 'penguins',
      data: '/d.csv',
      args: { epochs: 9 },
      device: 'gpu',
      weights: '1m85x7mvq-hgh5',
      target: 'cluster',
      targetOptions: { partition: 'long', nodes: 2 },
      resources: { cpus: 2, memoryBytes: 4e9, gpus: 1, minutes: 90 },
      after: ['1m85x7mvq-cgc9'],
      retries: 2,
      priority: -3,
      title: 'again',
      labels: { who: 'me', notebook: 'a.ipynb' }
    },
    { kind: 'predict', module: 'penguins', data: '/birds', args: { top: 2 }, weights: '/models/mine' },
    { kind: 'notebook', notebook: '/a.ipynb', args: { lr: 0.1 }, data: '/d' },
    { kind: 'command', command: ['echo', 'a b'], args: { lr: [1, 2] }, data: '/d' }
  ])('asks for all that was asked for: %j', async request => {
    const { model, submitted } = await formFor(request);
    expect(model.read().request).toEqual(request);
    await model.start();
    expect(submitted).toEqual([{ ...request, parent: 'old' }]);
  });

  it('asks for the changes instead', async () => {
    const { model } = await formFor({
      kind: 'train',
      module: 'penguins',
      data: '/d.csv',
      args: { epochs: 9, layers: 2 },
      target: 'cluster',
      targetOptions: { partition: 'long' },
      idempotencyKey: 'once',
      labels: { who: 'me' }
    });
    model.setArg('epochs', '4');
    model.setOption('nodes', '3');
    expect(model.read().request).toEqual({
      kind: 'train',
      module: 'penguins',
      data: '/d.csv',
      args: { epochs: 4, layers: 2 },
      target: 'cluster',
      targetOptions: { partition: 'long', nodes: 3 },
      labels: { who: 'me' }
    });
    model.set({ target: 'local' });
    expect(model.read().request).not.toHaveProperty('targetOptions');
    model.setKind('command');
    model.set({ command: 'true' });
    expect(model.read().request).toEqual({ kind: 'command', command: ['true'], labels: { who: 'me' } });
  });

  it('keeps what it was given while its module and its target cannot be asked', async () => {
    const request: JobRequest = {
      kind: 'train',
      module: 'penguins',
      data: '/d.csv',
      args: { epochs: 9 },
      target: 'far',
      targetOptions: { image: 'x' }
    };
    const { model } = await formFor(request, {
      module: () => Promise.reject(new SondeError('module-unknown', 'There is no such module'))
    });
    expect(model.problem?.message).toBe('There is no such module');
    expect(model.read().request).toEqual(request);
  });

  it('is none where a cell sent it: its code is in the cell', async () => {
    const { model } = await formFor({
      kind: 'cell',
      code: 'export default 1',
      labels: { notebook: 'a.ipynb' }
    });
    expect(model.sent?.labels).toEqual({ notebook: 'a.ipynb' });
  });
});

describe('the form of a new job', () => {
  it('takes GPUs of a target that does not say how many it has, and no more than there are elsewhere', async () => {
    const { model } = await formFor();
    model.setKind('command');
    model.set({ command: 'true' });
    model.setResource('gpus', '1');
    expect(model.read()).toMatchObject({ errors: {}, request: { resources: { gpus: 1 } } });
    model.set({ target: 'cluster' });
    model.setResource('gpus', '9');
    expect(model.read().errors['gpus']).toContain('at most 8');
  });

  it('forgets the fields of a module when the next one cannot be asked', async () => {
    const { model } = await formFor();
    model.set({ module: 'penguins' });
    await Promise.resolve();
    expect(model.fields.map(field => field.name)).toEqual(['epochs', 'layers']);
    const broken = await formFor(undefined, { module: () => Promise.reject(new Error('It is broken')) });
    broken.model.module = model.module;
    broken.model.set({ module: 'other' });
    await new Promise(resolve => setTimeout(resolve));
    expect(broken.model.fields).toEqual([]);
    expect(broken.model.state).toMatchObject({ status: 'failed', error: { message: 'It is broken' } });
  });

  it('says what is wrong at the field it belongs to, also of what the service refuses', async () => {
    const fields = { cpus: ['too many'], partition: ['there is none'], epochs: ['too few'], retries: ['no'] };
    const { model } = await formFor(undefined, {
      submit: () => Promise.reject(new SondeError('arguments-wrong', 'Cannot start', { fields }))
    });
    expect(await model.start()).toBeUndefined();
    expect([model.errors['module'], model.refused]).toEqual(['Choose a module.', 1]);
    model.set({ module: 'penguins', data: '/d', target: 'cluster' });
    await Promise.resolve();
    await model.start();
    expect(model).toMatchObject({
      errors: { cores: 'too many', retries: 'no' },
      optionErrors: { partition: 'there is none' },
      argErrors: { epochs: 'too few' },
      refused: 2
    });
  });

  it('says that the targets could not be asked, until they can', async () => {
    let away = true;
    const { model } = await formFor(undefined, {
      targets: () => (away ? Promise.reject(new Error('The service is away')) : Promise.resolve([local]))
    });
    await model.loadTargets();
    expect(model.problem?.message).toBe('The service is away');
    away = false;
    await model.loadTargets();
    expect(model).toMatchObject({ problem: undefined, targets: [local] });
  });
});
