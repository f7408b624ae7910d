/** The routes: what schema/src/service.ts promises, nothing more. No state but the jobs it is given. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SondeError, paths, type DeviceInfo, type Health, type JobList, type RunView } from '@sonde/schema';
import { Jobs, Run, findModule, type Source } from '@sonde/toolkit';
import { askedModule } from './asked-module.js';
import { catalogueRoutes } from './catalogue-routes.js';
import { eventStream } from './event-stream.js';
import { guard } from './guard.js';
import { JobFeed } from './job-feed.js';
import { parseJobRequest } from './job-request.js';
import { moduleRoutes } from './module-routes.js';
import { moduleNotebook } from './notebook.js';
import { ownDevice } from './own-device.js';
import { Predictors } from './predictor.js';
import { problemResponse, toProblem } from './problem.js';
import { Uploads } from './uploads.js';
import { version } from './version.js';

export interface AppOptions {
  jobs?: Jobs;
  /** Where modules are looked for. Default: the built-in ones and those of `SONDE_MODULES`. */
  sources?: readonly Source[];
  /** Run what is tried on the page of a module. Whoever gives them closes them. */
  predictors?: Predictors;
  uploads?: Uploads;
  /** Says which engine runs here. */
  device?: () => Promise<DeviceInfo>;
  /** Milliseconds between heartbeats of the event streams. */
  heartbeat?: number;
}

export function createApp({
  jobs = new Jobs(),
  sources,
  heartbeat,
  predictors = new Predictors({ env: { SONDE_HOME: jobs.home } }),
  uploads = new Uploads(jobs.home),
  device = ownDevice
}: AppOptions = {}): Hono {
  const app = new Hono();
  const feed = new JobFeed(jobs);
  const param = { name: ':name', id: ':id' };
  const at = (path: string): string => decodeURIComponent(path); // the contract's paths, with Hono's parameters

  app.onError(error => {
    const problem = toProblem(error);
    if (problem.status === 500) console.error(error);
    return problemResponse(problem);
  });
  app.notFound(context => {
    const error = new SondeError(
      'path-unknown',
      `There is nothing at ${context.req.method} ${context.req.path}`
    );
    return problemResponse(toProblem(error));
  });
  app.use(async (context, next) => {
    guard(context.req.raw.headers);
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('X-Content-Type-Options', 'nosniff');
  });

  app.get(paths.health, async context => {
    return context.json<Health>({ name: 'sonde', version, home: jobs.home, device: await device() });
  });

  catalogueRoutes(app, { sources });

  app.get(at(paths.moduleNotebook(param.name)), async context => {
    const name = askedModule(context);
    const { info, definition } = await findModule(name, sources);
    return context.json(moduleNotebook(definition, info.card, name));
  });

  moduleRoutes(app, { predictors, uploads, sources });

  app.get(paths.jobs, async context => context.json<JobList>({ jobs: await jobs.list() }));

  app.post(
    paths.jobs,
    bodyLimit({
      maxSize: 1 << 20,
      onError: () => {
        throw new SondeError('body-large', 'The request is larger than 1 MiB');
      }
    }),
    async context => {
      const body: unknown = await context.req.json().catch((cause: unknown) => {
        throw new SondeError('body-wrong', `The request is not JSON: ${(cause as Error).message}`, { cause });
      });
      return context.json(await jobs.submit(parseJobRequest(body)), 201);
    }
  );

  // Before the route of one job, which would take "stream" for an id.
  app.get(paths.jobsStream, context =>
    eventStream(
      context,
      async function* (signal) {
        for await (const record of feed.changes(signal)) yield { event: 'job', data: JSON.stringify(record) };
      },
      { heartbeat }
    )
  );

  app.get(at(paths.job(param.id)), async context =>
    context.json(await jobs.get(context.req.param('id') ?? ''))
  );

  app.get(at(paths.jobView(param.id)), async context => {
    const run = new Run(jobs, await jobs.get(context.req.param('id') ?? ''));
    return context.json<RunView>((await run.picture()).view());
  });

  app.post(at(paths.jobCancel(param.id)), async context => {
    return context.json(await jobs.cancel(context.req.param('id') ?? ''));
  });

  app.get(at(paths.jobLog(param.id)), async context => {
    return context.text(await jobs.log(context.req.param('id') ?? ''));
  });

  app.get(at(paths.jobEvents(param.id)), async context => {
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

  return app;
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
