/** The files of a job: its log in parts or whole, and what it made. Paths that lead out of its folder are refused. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import { SondeError, paths, type LogPart } from '@sonde/schema';
import type { Jobs } from '@sonde/toolkit';
import { sendFile } from './send-file.js';
import { wholeNumber } from './whole-number.js';

/** Nobody waits longer for a log that does not grow; whoever still looks asks again. */
const longestWait = 30_000;
/** How often a log that somebody waits for is looked at, in milliseconds. */
const look = 100;

export function jobFileRoutes(app: Hono, { jobs }: { jobs: Jobs }): void {
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
    const [from, before, most] = [asked('from'), asked('before'), asked('most')];
    const patience = Date.now() + Math.min(asked('wait') ?? 0, longestWait);
    const options = {
      ...(from !== undefined && { from }),
      ...(before !== undefined && { before }),
      most: Math.min(Math.max(most ?? 1 << 18, 1), 1 << 22)
    };
    for (;;) {
      const part = await jobs.logPart(id, options);
      const over = part.text !== '' || part.ended || Date.now() >= patience;
      if (over || context.req.raw.signal.aborted) return context.json<LogPart>(part);
      await sleep(look);
    }
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
