/** The routes: what schema/src/service.ts promises, nothing more. No state but the jobs it is given. */
import { Hono } from 'hono';
import { SondeError, paths, type DeviceInfo, type Health } from '@sonde/schema';
import { Jobs, findModule, type Source } from '@sonde/toolkit';
import { askedModule } from './asked-module.js';
import { catalogueRoutes } from './catalogue-routes.js';
import { guard } from './guard.js';
import { jobRoutes } from './job-routes.js';
import { moduleRoutes } from './module-routes.js';
import { moduleNotebook } from './notebook.js';
import { ownDevice } from './own-device.js';
import { openApiRoute } from './openapi/openapi-route.js';
import { Predictors } from './predictor.js';
import { problemResponse, toProblem } from './problem.js';
import { scheduleRoutes } from './schedule-routes.js';
import { targetRoutes } from './target-routes.js';
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
  openApiRoute(app); // before the guard: it says which header the guard wants
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

  app.get(decodeURIComponent(paths.moduleNotebook(':name')), async context => {
    const name = askedModule(context);
    const { info, definition } = await findModule(name, sources);
    return context.json(moduleNotebook(definition, info.card, name));
  });

  moduleRoutes(app, { predictors, uploads, sources });

  jobRoutes(app, { jobs, heartbeat });
  scheduleRoutes(app, { jobs });
  targetRoutes(app, { jobs });

  return app;
}
