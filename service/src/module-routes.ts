/** The routes behind the page of a module: try it, check data for a training, its examples, files that are dropped. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import {
  SondeError,
  paths,
  predictCell,
  type CheckAnswer,
  type CheckRequest,
  type PredictAnswer,
  type PredictRequest,
  type UploadAnswer
} from '@sonde/schema';
import { Type, findModule, validate, type Source } from '@sonde/toolkit';
import { absolutePath } from './absolute-path.js';
import type { Predictors } from './predictor.js';
import type { Uploads } from './uploads.js';

export interface ModuleRoutesOptions {
  predictors: Predictors;
  uploads: Uploads;
  sources?: readonly Source[];
}

/** Adds the routes to `app`. */
export function moduleRoutes(app: Hono, { predictors, uploads, sources }: ModuleRoutesOptions): void {
  const at = (path: string): string => decodeURIComponent(path);
  const running = new Map<string, AbortController>();
  const small = bodyLimit({
    maxSize: 8 << 20,
    onError: () => {
      throw new SondeError('body-large', 'The request is larger than 8 MiB', {
        hint: 'Drop it as a file instead.'
      });
    }
  });

  app.post(at(paths.modulePredict(':name')), small, async context => {
    const begun = performance.now();
    const name = context.req.param('name') ?? '';
    const { input, options, id } = validate<PredictRequest>(PredictSchema, await jsonOf(context), 'predict');
    if ('path' in input) input.path = absolutePath(input.path, 'path', 'predict');
    const cancel = new AbortController();
    if (id !== undefined) running.set(id, cancel);
    const signal = AbortSignal.any([cancel.signal, context.req.raw.signal]);
    try {
      const answer = await predictors.run(name, { do: 'predict', input, options }, { signal });
      if (!('bundle' in answer)) throw new Error('The predictor answered another question');
      const ms = Math.round(performance.now() - begun);
      const code = predictCell(name, input, options);
      return context.json<PredictAnswer>({ bundle: answer.bundle, ms, device: answer.device, code });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      throw new SondeError('cancelled', 'The prediction was cancelled', { cause: thrown });
    } finally {
      if (id !== undefined) running.delete(id);
    }
  });

  app.delete(at(paths.prediction(':id')), context => {
    running.get(context.req.param('id') ?? '')?.abort();
    return context.body(null, 204); // what has ended needs no cancelling
  });

  app.post(at(paths.moduleCheck(':name')), small, async context => {
    const { args, ...request } = validate<CheckRequest>(CheckSchema, await jsonOf(context), 'check the data');
    const data = absolutePath(request.data, 'data', 'check the data');
    const { signal } = context.req.raw;
    const answer = await predictors.run(
      context.req.param('name') ?? '',
      { do: 'check', data, args },
      { signal }
    );
    if (!('summary' in answer)) throw new Error('The predictor answered another question');
    return context.json<CheckAnswer>({ summary: answer.summary });
  });

  app.get(at(paths.moduleExample(':name', 0)).replace(/0$/, ':n'), async context => {
    const { info } = await findModule(context.req.param('name') ?? '', sources);
    const number = Number(context.req.param('n'));
    const example = info.examples[number];
    if (!example) {
      throw new SondeError('example-unknown', `"${info.name}" has no example ${context.req.param('n')}`, {
        hint: `It has ${info.examples.length}, numbered from 0.`
      });
    }
    const path = example.input; // the catalogue has seen to it that it lies in the module's folder
    const { size } = await stat(path).catch((cause: unknown) => {
      const where = `"${info.name}" names an example that is not there: ${path}`;
      throw new SondeError('example-missing', where, { cause });
    });
    return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'Content-Type': contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': String(size),
      // An SVG opened by itself is a page: it must not run anything.
      'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    });
  });

  app.post(paths.uploads, async context => {
    const name = context.req.query('name') ?? 'file';
    const { body } = context.req.raw;
    if (!body) throw new SondeError('upload-empty', `"${name}" is empty`);
    return context.json<UploadAnswer>({ path: await uploads.store(name, body) }, 201);
  });
}

const text = Type.String({ minLength: 1, maxLength: 4096 });
const anything = Type.Record(Type.String(), Type.Unknown());

const PredictSchema = Type.Object({
  input: Type.Union(
    [
      Type.Object({ path: text }, { additionalProperties: false }),
      Type.Object({ example: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
      Type.Object({ value: Type.Unknown() }, { additionalProperties: false })
    ],
    { description: '{ path }, { example } or { value }' }
  ),
  options: Type.Optional(anything),
  id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 }))
});

const CheckSchema = Type.Object({ data: text, args: Type.Optional(anything) });

async function jsonOf(context: Context): Promise<unknown> {
  return context.req.json<unknown>().catch((cause: unknown) => {
    if (cause instanceof SondeError) throw cause;
    throw new SondeError('body-wrong', `The request is not JSON: ${(cause as Error).message}`, { cause });
  });
}

const contentTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json'
};
