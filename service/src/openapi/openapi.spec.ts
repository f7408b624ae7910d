/** The document beside the service that it describes: every route, real answers, and its own form. */
import { expect, it, jest } from '@jest/globals';
import { paths, type Schedule, type SweepAnswer } from '@sonde/schema';
import { validate } from '@sonde/toolkit';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createApp } from '../app.js';
import { runningService } from '../testing/running-service.js';
import { openApiDocument, type OpenApiDocument } from './openapi-document.js';

jest.setTimeout(60_000);

const service = runningService();
const document = JSON.parse(JSON.stringify(openApiDocument())) as OpenApiDocument;

interface EventSchema {
  properties: { kind: { const: string } };
}

interface Told {
  operationId: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, object>;
}

it('tells of every route, and of no other', () => {
  const { routes } = createApp({ jobs: service.jobs });
  const had = routes
    .filter(({ method }) => method !== 'ALL') // what stands before all routes
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const told = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map(method => `${method.toUpperCase()} ${path}`)
  );
  expect(told.sort()).toEqual([...new Set(had)].sort());
});

it('is served to whoever asks, without the header', async () => {
  const headers = { 'X-Sonde-Client': '' };
  expect(await service.json(paths.openapi, { headers })).toEqual(document);
  expect((await service.ask(paths.jobs, { headers })).status).toBe(403);
});

it('is a valid document of OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate({ ...structuredClone(document) });
  expect([errors, valid, validator.version]).toEqual([undefined, true, '3.1']);
});

it('names its parts as its readers want them', () => {
  const parts = ['components', 'info', 'openapi', 'paths', 'security', 'servers'];
  expect(Object.keys(document).sort()).toEqual(parts);
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d/) });
  const ids: string[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    expect(path).toMatch(/^\//);
    for (const { operationId, parameters = [], responses } of Object.values(item) as Told[]) {
      ids.push(operationId);
      const inPath = parameters.filter(one => one.in === 'path').map(one => `{${one.name}}`);
      expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(new Set(parameters.map(one => `${one.in} ${one.name}`)).size).toBe(parameters.length);
      for (const one of parameters) expect(one).toMatchObject({ required: expect.any(Boolean), schema: {} });
      for (const answer of Object.values(responses)) {
        expect(Object.keys(answer).some(key => key === 'description' || key === '$ref')).toBe(true);
      }
      expect(Object.keys(responses)).toContain('default');
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
});

it('points at nothing that is not there', () => {
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, to = '']) => to);
  expect(pointers.length).toBeGreaterThan(20);
  for (const pointer of pointers) {
    const found = pointer
      .split('/')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
    expect([pointer, typeof found]).toEqual([pointer, 'object']);
  }
});

it('describes what is really answered', async () => {
  const job = await service.submit({ epochs: 2 });
  await service.jobs.ended(job.id);
  const failed = await service.submit({ epochs: 3, what: 'fail' });
  check('JobRecord', job);
  check('JobRecord', await service.jobs.ended(failed.id));
  check('JobList', await service.json(paths.jobs));
  check('JobRequest', await service.json(paths.jobRequest(job.id)));
  check('RunView', await service.json(paths.jobView(job.id)));
  check('RunView', await service.json(paths.jobView(failed.id)));
  const { anyOf } = document.components.schemas['JobEvent'] as { anyOf: EventSchema[] };
  for await (const event of service.jobs.eventsSoFar(failed.id)) {
    const schema = anyOf.find(({ properties }) => properties.kind.const === event.kind);
    validate(schema!, event, `read an event of kind "${event.kind}"`);
  }
  check('LogPart', await service.json(paths.jobLogPart(job.id)));
  check('TargetList', await service.json(paths.targets));
  check('ModuleList', await service.json(paths.modules));
  check('Health', await service.json(paths.health));
  check('Problem', await service.json(paths.job('nope')));
  expect(() => check('JobRecord', { ...job, state: 'asleep' })).toThrow('state');
});

it('describes sweeps, which start a job for each value', async () => {
  const request = { kind: 'train', module: 'count', data: service.data, args: { epochs: [1, 2] } };
  const response = await service.post(paths.sweeps, request);
  expect(response.status).toBe(201);
  const sweep = (await response.json()) as SweepAnswer;
  check('SweepAnswer', sweep);
  expect(sweep.jobs.map(({ args, group }) => [args['epochs'], group])).toEqual([
    [1, sweep.group],
    [2, sweep.group]
  ]);
  for (const { id } of sweep.jobs) await service.jobs.ended(id);
  expect((await service.post(paths.sweeps, { ...request, args: { epochs: [1, -1] } })).status).toBe(422);
});

it('describes schedules, which are kept and deleted', async () => {
  const request = { kind: 'train', module: 'count', data: service.data };
  const asked = { cron: '30 2 * * 1-5', zone: 'UTC', request };
  const made = await service.post(paths.schedules, asked);
  expect(made.status).toBe(201);
  const schedule = (await made.json()) as Schedule;
  check('Schedule', schedule);
  const list = await service.json<object>(paths.schedules);
  check('ScheduleList', list);
  expect(list).toMatchObject({ schedules: [{ id: schedule.id, cron: '30 2 * * 1-5' }] });
  const paused = (await (await service.post(paths.schedulePause(schedule.id), {})).json()) as Schedule;
  check('Schedule', paused);
  expect(paused).toMatchObject({ paused: true });
  const resumed = await service.post(paths.scheduleResume(schedule.id), {});
  expect(await resumed.json()).toMatchObject({ next: schedule.next });
  expect((await service.ask(paths.schedule(schedule.id), { method: 'DELETE' })).status).toBe(204);
  expect((await service.ask(paths.schedule(schedule.id), { method: 'DELETE' })).status).toBe(404);
  const never = await service.post(paths.schedules, { ...asked, cron: 'never' });
  expect(await never.json()).toMatchObject({ status: 422, fields: { cron: [expect.any(String)] } });
  const odd = await service.post(paths.schedules, { ...asked, request: { ...request, modul: 'count' } });
  expect(await odd.json()).toMatchObject({ status: 422, fields: { modul: [expect.any(String)] } });
});

/** Throws when `answer` is not as the document says. */
function check(name: string, answer: unknown): void {
  // The checker of arguments knows no formats.
  const plain = JSON.stringify(document.components).replaceAll('"format":"date-time",', '');
  const components = JSON.parse(plain) as OpenApiDocument['components'];
  validate({ ...components.schemas[name], components }, answer, `read ${name}`);
}
