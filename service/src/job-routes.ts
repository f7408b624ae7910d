/** The routes of jobs: list, submit, follow, stop, retry, resume, delete. The files of a job are in job-file-routes.ts. */
import type { Hono } from 'hono';
import {
  SondeError,
  isFinal,
  jobStates,
  paths,
  type ClearAnswer,
  type JobList,
  type JobState,
  type RunView,
  type SweepAnswer
} from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';
import { clearJobs, parseClearRequest } from './clear-jobs.js';
import { eventStream } from './event-stream.js';
import { jobFileRoutes } from './job-file-routes.js';
import { JobFeed, type Change } from './job-feed.js';
import { JobLook } from './job-look.js';
import { JobViews } from './job-views.js';
import { parseJobChanges, parseJobRequest } from './job-request.js';
import { readJson } from './read-json.js';
import { wholeNumber } from './whole-number.js';

export interface JobRoutesOptions {
  jobs: Jobs;
  /** Milliseconds between heartbeats of the event streams. */
  heartbeat?: number;
}

export function jobRoutes(app: Hono, { jobs, heartbeat }: JobRoutesOptions): void {
  const feed = new JobFeed(jobs);
  const look = new JobLook(jobs);
  const views = new JobViews({ jobs, look });
  const at = (path: (id: string) => string): string => decodeURIComponent(path(':id'));

  app.get(paths.jobs, async context => {
    const asked = context.req.query();
    const limit = wholeNumber(asked['limit'], 'limit');
    const open = asked['open'] === '1' ? { state: unfinished } : {};
    const before = asked['before'] === undefined ? {} : { before: asked['before'] };
    const list = await jobs.list({ ...open, ...before, ...(limit !== undefined && { limit }) });
    return context.json<JobList>({ jobs: list, total: await jobs.count() });
  });

  app.post(paths.jobs, ...readJson(), async context => {
    return context.json(await jobs.submit(parseJobRequest(context.get('json'))), 201);
  });

  app.post(paths.sweeps, ...readJson(), async context => {
    const started = await jobs.sweep(parseJobRequest(context.get('json')));
    return context.json<SweepAnswer>({ group: started[0]?.group ?? '', jobs: started }, 201);
  });

  // Before the route of one job, which would take "stream" for an id.
  app.get(paths.jobsStream, async context => {
    const listener = await feed.listen();
    return eventStream(
      context,
      async function* (signal) {
        for await (const change of feed.changes(listener, signal)) yield toMessage(change);
      },
      { heartbeat }
    );
  });

  // As many ids as the schema allows take two MiB.
  app.post(paths.jobsClear, ...readJson({ mebibytes: 4 }), async context => {
    return context.json<ClearAnswer>(await clearJobs(jobs, parseClearRequest(context.get('json'))));
  });

  app.get(at(paths.job), async context => context.json(await jobs.get(context.req.param('id') ?? '')));

  app.delete(at(paths.job), async context => {
    const { bytes } = await jobs.remove(context.req.param('id') ?? '');
    return context.json<ClearAnswer>({ jobs: 1, bytes, failed: [] });
  });

  app.get(at(paths.jobRequest), async context => {
    return context.json(await jobs.request(context.req.param('id') ?? ''));
  });

  app.get(at(paths.jobView), async context => {
    return context.json<RunView>(await views.view(context.req.param('id') ?? ''));
  });

  app.post(at(paths.jobCancel), async context => {
    return context.json(await jobs.cancel(context.req.param('id') ?? ''));
  });

  app.post(at(paths.jobRetry), ...readJson(), async context => {
    const changes = parseJobChanges(context.get('json'));
    return context.json(await jobs.retry(context.req.param('id') ?? '', changes), 201);
  });

  app.post(at(paths.jobResume), ...readJson(), async context => {
    const changes = parseJobChanges(context.get('json'));
    return context.json(await jobs.resume(context.req.param('id') ?? '', changes), 201);
  });

  app.get(at(paths.jobEvents), async context => {
    const id = context.req.param('id') ?? '';
    const from = lineNumber(context.req.query('from') ?? context.req.header('Last-Event-ID'));
    await jobs.get(id); // an unknown job is a problem, not an empty stream
    return eventStream(
      context,
      async function* (signal) {
        for await (const { line, event } of jobs.eventLines(id, { from, signal })) {
          yield { id: String(line), data: JSON.stringify(event) };
        }
      },
      { heartbeat }
    );
  });

  jobFileRoutes(app, { jobs, look });
}

const unfinished = (Object.keys(jobStates) as JobState[]).filter(state => !isFinal(state));

function toMessage(change: Change): { event: string; data: string } {
  return change.kind === 'job'
    ? { event: 'job', data: JSON.stringify(change.job) }
    : { event: 'gone', data: JSON.stringify({ id: change.id }) };
}

function lineNumber(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const line = Number(text);
  if (Number.isSafeInteger(line) && line >= 0) return line;
  throw new SondeError('arguments-wrong', `Cannot send events from line ${JSON.stringify(text)}`, {
    hint: 'Give the number of the last line you have, or nothing.',
    fields: { from: [`it must be a whole number of 0 or more`] }
  });
}
