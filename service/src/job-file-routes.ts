/** The files of a job: its log in parts or whole, and what it made. Paths that lead out of its folder are refused. */
import type { Hono } from 'hono';
import { SondeError, paths, type LogPart } from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';
import type { JobLook } from './job-look.js';
import { logPart } from './log-part.js';
import { sendFile } from './send-file.js';
import { wholeNumber } from './whole-number.js';

export function jobFileRoutes(app: Hono, { jobs, look }: { jobs: Jobs; look: JobLook }): void {
  const at = (path: (id: string) => string): string => decodeURIComponent(path(':id'));

  app.get(at(paths.jobLog), async context => {
    const id = context.req.param('id') ?? '';
    if (context.req.query('whole') !== '1') return context.text(await jobs.log(id));
    return sendFile(context, await jobs.logPath(id), cause => {
      throw new SondeError('artefact-missing', `The log of job ${id} is not there`, { cause });
    });
  });

  app.get(at(paths.jobLogPart), async context => {
    const id = context.req.param('id') ?? '';
    const asked = (name: string) => wholeNumber(context.req.query(name), name);
    const [from, before, most, seen, wait] = (['from', 'before', 'most', 'seen', 'wait'] as const).map(asked);
    const query = { from, before, most, seen, wait };
    return context.json<LogPart>(await logPart({ jobs, look }, id, query, context.req.raw.signal));
  });

  app.get(decodeURIComponent(paths.jobArtefact(':id', '')).replace(/\?.*$/, ''), async context => {
    const id = context.req.param('id') ?? '';
    const path = context.req.query('path') ?? '';
    const first = wholeNumber(context.req.query('first'), 'first');
    const file = await jobs.artefactPath(id, path);
    const missing = (cause: unknown): never => {
      throw new SondeError('artefact-missing', `Job ${id} has no output "${path}"`, {
        hint: 'It may have been moved or deleted; the list of outputs says what the job made.',
        cause
      });
    };
    return sendFile(context, file, missing, first === undefined ? {} : { first });
  });
}
