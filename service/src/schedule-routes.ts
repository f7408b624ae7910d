/** The routes of schedules: list, add, pause, delete. What makes them fire is in serve.ts. */
import type { Hono } from 'hono';
import { paths, type ScheduleList, type ScheduleRequest } from '@sonde/schema';
import { Schedules, Type, validate, type Jobs } from '@sonde/toolkit';
import { parseJobRequest } from './job-request.js';
import { readJson } from './read-json.js';

export function scheduleRoutes(app: Hono, { jobs }: { jobs: Jobs }): void {
  const schedules = new Schedules(jobs);

  app.get(paths.schedules, async context => {
    return context.json<ScheduleList>({ schedules: await schedules.list() });
  });

  app.post(paths.schedules, ...readJson(), async context => {
    const { cron, zone, request } = parseScheduleRequest(context.get('json'));
    const made = await schedules.add(cron, request, { ...(zone !== undefined && { zone }) });
    return context.json(made, 201);
  });

  app.post(decodeURIComponent(paths.schedulePause(':id')), async context => {
    return context.json(await schedules.pause(context.req.param('id') ?? ''));
  });

  app.post(decodeURIComponent(paths.scheduleResume(':id')), async context => {
    return context.json(await schedules.resume(context.req.param('id') ?? ''));
  });

  app.delete(decodeURIComponent(paths.schedule(':id')), async context => {
    await schedules.remove(context.req.param('id') ?? '');
    return context.body(null, 204);
  });
}

/** What is wrong within `request` is said by the check of jobs, which names the field. */
export const ScheduleRequestSchema = Type.Object({
  cron: Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      'Minute, hour, day, month and weekday as in crontab(5), e.g. "30 2 * * 1-5"; or seconds first'
  }),
  zone: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'IANA time zone, e.g. "Europe/Madrid"' })
  ),
  request: Type.Record(Type.String(), Type.Unknown(), { description: 'The job to start, a JobRequest' })
});

function parseScheduleRequest(body: unknown): ScheduleRequest {
  const { request, ...times } = validate<ScheduleRequest>(ScheduleRequestSchema, body, 'make the schedule');
  return { ...times, request: parseJobRequest(request) };
}
