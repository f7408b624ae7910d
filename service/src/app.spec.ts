import { describe, expect, it } from '@jest/globals';
import {
  paths,
  type JobList,
  type JobRecord,
  type ModuleAnswer,
  type ModuleList,
  type Problem,
  type RunView
} from '@sonde/schema';
import { processor, runningService } from './testing/running-service.js';

const service = runningService();

it('says how it is, and which engine runs', async () => {
  expect(await service.json(paths.health)).toEqual({
    name: 'sonde',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    home: service.home,
    device: processor
  });
});

describe('modules', () => {
  it('are listed, broken sources included', async () => {
    expect(await service.json<ModuleList>(paths.modules)).toMatchObject({
      total: 2,
      entries: [
        { ok: true, name: 'count', trainable: true },
        { ok: false, name: 'gone' }
      ]
    });
  });

  it('are listed without their descriptions, with how each source is doing', async () => {
    const { entries, sources: states } = await service.json<ModuleList>(paths.modules);
    expect(entries[0]?.ok && entries[0].card).not.toHaveProperty('description');
    expect(states).toEqual([
      expect.objectContaining({ name: 'fixtures', status: 'fresh', entries: 1 }),
      expect.objectContaining({
        name: 'gone',
        status: 'failed',
        problem: expect.stringContaining('cannot be read')
      })
    ]);
  });

  it('are listed again after a refresh', async () => {
    const response = await service.ask(paths.modulesRefresh, { method: 'POST' });
    expect(((await response.json()) as ModuleList).total).toBe(2);
  });

  it('are found by words', async () => {
    expect(await service.json<ModuleList>(`${paths.modules}?text=cuont&trainable=true`)).toMatchObject({
      total: 1
    });
    expect(await service.json<ModuleList>(`${paths.modules}?trainable=false`)).toMatchObject({ total: 0 });
  });

  it('are told in full, with their schemas and README', async () => {
    const answer = await service.json<Extract<ModuleAnswer, { kind: 'module' }>>(paths.module('count'));
    expect(answer).toMatchObject({ name: 'count', version: '1.2.0', readme: '' });
    expect((answer.train?.args as { properties?: { epochs?: unknown } }).properties?.epochs).toMatchObject({
      type: 'integer',
      minimum: 1,
      default: 3
    });
  });

  it('come as a notebook that nbformat would take', async () => {
    const notebook = await service.json<{ cells: { id: string; cell_type: string; source: string }[] }>(
      paths.moduleNotebook('count')
    );
    expect(notebook).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' } }
    });
    expect(notebook.cells.map(cell => [cell.cell_type, cell.source.split('\n')[0]])).toEqual([
      ['markdown', '# Count'],
      ['markdown', 'Count lines.'],
      ['code', "import { load } from 'sonde';"]
    ]);
    expect(new Set(notebook.cells.map(cell => cell.id)).size).toBe(3);
    for (const { id } of notebook.cells) expect(id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/); // nbformat 4.5, cell ids
  });

  it('that do not exist are a problem that names the nearest', async () => {
    for (const path of [paths.module('cuont'), paths.moduleNotebook('cuont')]) {
      const response = await service.ask(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        type: 'module-unknown',
        detail: 'There is no module called "cuont"',
        hint: 'Did you mean "count"? Not searched: gone.'
      });
    }
  });
});

describe('jobs', () => {
  it('are submitted, listed, told and logged', async () => {
    const { id } = await service.submit({ epochs: 2 });
    await service.jobs.ended(id);
    expect(await service.json<JobRecord>(paths.job(id))).toMatchObject({
      id,
      state: 'succeeded',
      result: { accuracy: 0.75 }
    });
    expect((await service.json<JobList>(paths.jobs)).jobs.map(job => job.id)).toContain(id);
    expect(await (await service.ask(paths.jobLog(id))).text()).toBe('printed by the module\n');
  });

  it('are cancelled, once or twice, with the final record as answer', async () => {
    const { id } = await service.submit({ epochs: 1000, pause: 20 });
    const first = await service.json<JobRecord>(paths.jobCancel(id), { method: 'POST' });
    expect(first.state).toBe('cancelled');
    expect(await service.json<RunView>(paths.jobView(id))).toMatchObject({ job: id, state: 'cancelled' });
    expect(await service.json<JobRecord>(paths.jobCancel(id), { method: 'POST' })).toEqual(first);
  });

  it.each([
    ['not JSON', '{', 400, 'body-wrong', {}],
    ['nothing', '', 400, 'body-wrong', {}],
    ['a list', '[]', 422, 'arguments-wrong', {}],
    [
      'a misspelt field',
      '{"kind":"train","modul":"count"}',
      422,
      'arguments-wrong',
      { modul: ['there is no argument "modul". Did you mean "module"?'] }
    ],
    [
      'a wrong kind',
      '{"kind":"trian","module":"count"}',
      422,
      'arguments-wrong',
      { kind: [expect.stringContaining('Did you mean "train"?')] }
    ],
    [
      'a relative path',
      '{"kind":"train","module":"count","data":"a.csv"}',
      422,
      'arguments-wrong',
      { data: ['it must be an absolute path'] }
    ],
    [
      'no data',
      '{"kind":"train","module":"count"}',
      422,
      'data-missing',
      { data: ['give the path of a folder or file'] }
    ],
    ['missing data', '{"kind":"train","module":"count","data":"/no/such"}', 422, 'data-missing', {}],
    [
      'wrong arguments',
      '{"kind":"train","module":"count","data":"/","args":{"epohcs":1}}',
      422,
      'arguments-wrong',
      { epohcs: [expect.stringContaining('"epochs"')] }
    ],
    ['an unknown module', '{"kind":"train","module":"cuont","data":"/"}', 404, 'module-unknown', {}]
  ])('with %s are a problem', async (_, body, status, type, fields) => {
    const response = await service.ask(paths.jobs, { method: 'POST', body });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ status, type, detail: expect.stringMatching(/^(Cannot|The|There)/) });
    expect(problem.fields ?? {}).toMatchObject(fields);
    expect(response.status).toBe(status);
  });

  it('larger than a MiB are refused', async () => {
    const response = await service.post(paths.jobs, { kind: 'train', module: 'x'.repeat(2 << 20) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'body-large' });
  });

  it('that do not exist are a problem everywhere', async () => {
    for (const path of [
      paths.job('nope'),
      paths.jobLog('nope'),
      paths.jobEvents('..%2F..'),
      paths.job('../../etc')
    ]) {
      const response = await service.ask(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ type: 'job-unknown' });
    }
    expect((await service.ask(paths.jobCancel('nope'), { method: 'POST' })).status).toBe(404);
    expect((await service.ask('/api/nonsense')).status).toBe(404);
  });
});
