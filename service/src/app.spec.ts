import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  isFinal,
  paths,
  serviceHeader,
  type JobList,
  type JobRecord,
  type RunView,
  type ModuleAnswer,
  type ModuleList,
  type Problem
} from '@sonde/schema';
import { Jobs } from '@sonde/toolkit';
import { createApp } from './app.js';
import { serve, type Served } from './serve.js';

const ours: Record<string, string> = { [serviceHeader.name]: serviceHeader.value };
const sources = [
  {
    name: 'fixtures',
    kind: 'folder' as const,
    location: join(import.meta.dirname, '../../toolkit/src/jobs/fixtures')
  },
  { name: 'gone', kind: 'folder' as const, location: '/no/such/folder' }
];
const processor = { engine: 'loop', kind: 'cpu' as const, device: 'a test', threads: 1, why: 'It is a test' };
let home: string;
let data: string;
let jobs: Jobs;
let served: Served;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-service-'));
  data = join(home, 'data.csv');
  await writeFile(data, 'a\n1\n');
  jobs = new Jobs({ home, sources });
  served = await serve({ port: 0, jobs, sources, heartbeat: 50, device: () => Promise.resolve(processor) });
});

afterAll(async () => {
  await served.close();
  jobs.close();
  await rm(home, { recursive: true });
});

type Asked = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

function ask(path: string, init: Asked = {}): Promise<Response> {
  return fetch(served.address + path, { ...init, headers: { ...ours, ...init.headers } });
}

async function json<T>(path: string, init?: Asked): Promise<T> {
  return (await (await ask(path, init)).json()) as T;
}

function post(path: string, body: unknown): Promise<Response> {
  return ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' }
  });
}

async function submit(args: Record<string, unknown>): Promise<JobRecord> {
  const response = await post(paths.jobs, { kind: 'train', module: 'count', data, args });
  expect(response.status).toBe(201);
  return (await response.json()) as JobRecord;
}

/** A server-sent event, or a comment. */
interface Sent {
  id?: string;
  event?: string;
  data?: string;
  comment?: string;
}

/** Reads an event stream until `enough` says so, or it ends. */
async function stream(
  path: string,
  enough: (sent: Sent) => boolean = () => false,
  headers: Record<string, string> = {}
): Promise<Sent[]> {
  const response = await ask(path, { headers: { Accept: 'text/event-stream', ...headers } });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const all: Sent[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const sent: Record<string, string> = {};
      for (const line of part.split('\n')) {
        const at = line.indexOf(':');
        sent[line.slice(0, at) || 'comment'] = line.slice(at + 1).trimStart();
      }
      all.push(sent);
      if (enough(sent)) return all; // leaving the loop closes the connection
    }
  }
  return all;
}

describe('who may ask', () => {
  const app = createApp({ jobs: new Jobs({ home: '/nowhere' }), sources });
  const status = async (headers: Record<string, string>, method = 'GET'): Promise<number> =>
    (await app.request('http://lab.example:8888/api/modules', { method, headers })).status;

  it('is refused without our header, with a problem that says so', async () => {
    const response = await app.request('/api/modules');
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'refused',
      title: 'Refused',
      status: 403,
      detail: 'The request lacks the header X-Sonde-Client: lab',
      hint: 'Only the Sonde panels of JupyterLab speak to this service.'
    });
    expect(await status({ ...ours, [serviceHeader.name]: 'other' })).toBe(403);
  });

  it.each([
    ['no origin, as a browser asks its own site', {}, 200],
    ['our origin', { Origin: 'http://lab.example:8888' }, 200],
    ['our origin over TLS', { Origin: 'https://LAB.example:8888' }, 200],
    [
      'our origin, told by a proxy in front',
      { Origin: 'https://hub.example', 'X-Forwarded-Host': 'hub.example, inner' },
      200
    ],
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['our host on another port', { Origin: 'http://lab.example:9999' }, 403],
    ['a host that ends as ours', { Origin: 'http://evil-lab.example:8888' }, 403],
    ['a file or a sandboxed frame', { Origin: 'null' }, 403],
    ['nonsense', { Origin: 'lab.example:8888' }, 403],
    ['an empty origin', { Origin: '' }, 403]
  ])('with %s', async (_, headers, expected) => {
    expect(await status({ Host: 'lab.example:8888', ...ours, ...(headers as Record<string, string>) })).toBe(
      expected
    );
  });

  it('gets no answer to a preflight that would let a foreign page set our header', async () => {
    const response = await app.request('/api/jobs', {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Headers': 'x-sonde-client' }
    });
    expect(response.status).toBe(403);
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
  });
});

it('says how it is, and which engine runs', async () => {
  expect(await json(paths.health)).toEqual({
    name: 'sonde',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    home,
    device: processor
  });
});

describe('modules', () => {
  it('are listed, broken sources included', async () => {
    expect(await json<ModuleList>(paths.modules)).toMatchObject({
      total: 2,
      entries: [
        { ok: true, name: 'count', trainable: true },
        { ok: false, name: 'gone' }
      ]
    });
  });

  it('are listed without their descriptions, with how each source is doing', async () => {
    const { entries, sources: states } = await json<ModuleList>(paths.modules);
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
    const response = await ask(paths.modulesRefresh, { method: 'POST' });
    expect(((await response.json()) as ModuleList).total).toBe(2);
  });

  it('are found by words', async () => {
    expect(await json<ModuleList>(`${paths.modules}?text=cuont&trainable=true`)).toMatchObject({ total: 1 });
    expect(await json<ModuleList>(`${paths.modules}?trainable=false`)).toMatchObject({ total: 0 });
  });

  it('are told in full, with their schemas and README', async () => {
    const answer = await json<Extract<ModuleAnswer, { kind: 'module' }>>(paths.module('count'));
    expect(answer).toMatchObject({ name: 'count', version: '1.2.0', readme: '' });
    expect((answer.train?.args as { properties?: { epochs?: unknown } }).properties?.epochs).toMatchObject({
      type: 'integer',
      minimum: 1,
      default: 3
    });
  });

  it('come as a notebook that nbformat would take', async () => {
    const notebook = await json<{ cells: { id: string; cell_type: string; source: string }[] }>(
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
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        type: 'module-unknown',
        detail: 'There is no module called "cuont"',
        hint: 'Did you mean "count"?'
      });
    }
  });
});

describe('jobs', () => {
  it('are submitted, listed, told and logged', async () => {
    const { id } = await submit({ epochs: 2 });
    await jobs.ended(id);
    expect(await json<JobRecord>(paths.job(id))).toMatchObject({
      id,
      state: 'succeeded',
      result: { accuracy: 0.75 }
    });
    expect((await json<JobList>(paths.jobs)).jobs.map(job => job.id)).toContain(id);
    expect(await (await ask(paths.jobLog(id))).text()).toBe('printed by the module\n');
  });

  it('are cancelled, once or twice, with the final record as answer', async () => {
    const { id } = await submit({ epochs: 1000, pause: 20 });
    const first = await json<JobRecord>(paths.jobCancel(id), { method: 'POST' });
    expect(first.state).toBe('cancelled');
    expect(await json<RunView>(paths.jobView(id))).toMatchObject({ job: id, state: 'cancelled' });
    expect(await json<JobRecord>(paths.jobCancel(id), { method: 'POST' })).toEqual(first);
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
    const response = await ask(paths.jobs, { method: 'POST', body });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ status, type, detail: expect.stringMatching(/^(Cannot|The|There)/) });
    expect(problem.fields ?? {}).toMatchObject(fields);
    expect(response.status).toBe(status);
  });

  it('larger than a MiB are refused', async () => {
    const response = await post(paths.jobs, { kind: 'train', module: 'x'.repeat(2 << 20) });
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
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ type: 'job-unknown' });
    }
    expect((await ask(paths.jobCancel('nope'), { method: 'POST' })).status).toBe(404);
    expect((await ask('/api/nonsense')).status).toBe(404);
  });
});

describe('event streams', () => {
  it('of a job give each line with its number, to the final event, and resume after a line', async () => {
    const { id } = await submit({ epochs: 5, pause: 10 });
    const all = (await stream(paths.jobEvents(id))).filter(sent => sent.data);
    expect(all.map(sent => Number(sent.id))).toEqual(all.map((_, index) => index + 1));
    expect(JSON.parse(all.at(-1)?.data ?? '')).toMatchObject({ kind: 'state', state: 'succeeded' });
    const cut = 4;
    expect((await stream(`${paths.jobEvents(id)}?from=${cut}`)).filter(sent => sent.data)).toEqual(
      all.slice(cut)
    );
    const resumed = await stream(paths.jobEvents(id), undefined, { 'Last-Event-ID': String(cut) });
    expect(resumed.filter(sent => sent.data)).toEqual(all.slice(cut));
    const wrong = await ask(`${paths.jobEvents(id)}?from=-1`);
    expect([wrong.status, ((await wrong.json()) as Problem).fields]).toEqual([
      422,
      { from: ['it must be a whole number of 0 or more'] }
    ]);
  });

  it('of all jobs tell each record when it changes', async () => {
    const states: string[] = [];
    const watched = stream(paths.jobsStream, sent => {
      if (sent.event !== 'job') return false;
      const record = JSON.parse(sent.data ?? '') as JobRecord;
      if (record.title !== 'watched') return false;
      states.push(record.state);
      return isFinal(record.state);
    });
    await post(paths.jobs, {
      kind: 'train',
      module: 'count',
      data,
      title: 'watched',
      args: { epochs: 10, pause: 50 }
    });
    await watched;
    expect(states).toContain('running');
    expect(states.at(-1)).toBe('succeeded');
  });

  it('of all jobs reach every listener, and cost one look at the disk', async () => {
    const look = jest.spyOn(jobs, 'changes');
    const titles = ['first', 'second', 'third'];
    const all = titles.map(() => {
      const seen = new Set<string>();
      return stream(paths.jobsStream, sent => {
        if (sent.event === 'job') seen.add((JSON.parse(sent.data ?? '') as JobRecord).title);
        return titles.every(title => seen.has(title));
      });
    });
    for (const title of titles) await post(paths.jobs, { kind: 'train', module: 'count', data, title });
    await Promise.all(all);
    expect(look.mock.calls.length).toBeLessThanOrEqual(1); // none, when the look of the test before goes on
    look.mockRestore();
  });

  it('beat while nothing happens', async () => {
    const { id } = await submit({ epochs: 2, pause: 400 });
    const sent = await stream(paths.jobEvents(id));
    expect(sent[0]).toEqual({ comment: 'open' });
    expect(sent.filter(one => one.comment === 'beat').length).toBeGreaterThan(3);
  });

  it('end, and leave the service well, when the client goes', async () => {
    const { id } = await submit({ epochs: 1000, pause: 20 });
    for (let client = 0; client < 20; client++) {
      await stream(paths.jobEvents(id), sent => sent.id === '5');
      await stream(paths.jobsStream, sent => sent.event === 'job');
    }
    expect(await json<JobRecord>(paths.jobCancel(id), { method: 'POST' })).toMatchObject({
      state: 'cancelled'
    });
  });
});
