/** The routes behind the page of a module: try it, check data for a training, its examples, files that are dropped. */
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import {
  SondeError,
  mostPaths,
  paths,
  predictCell,
  whyCell,
  type CheckAnswer,
  type CheckRequest,
  type PredictAnswer,
  type PredictRequest,
  type UploadAnswer
} from '@sonde/schema';
import { Type, findEntry, findModule, validate, type Source } from '@sonde/toolkit';
import { absolutePath } from './absolute-path.js';
import { askedModule } from './asked-module.js';
import type { Predictors } from './predictor.js';
import { sendFile } from './send-file.js';
import { sendPicture } from './send-picture.js';
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

  const ask = (what: 'predict' | 'why') => async (context: Context) => {
    const begun = performance.now();
    const name = askedModule(context);
    const { input, options, id } = validate<PredictRequest>(PredictSchema, await jsonOf(context), what);
    if ('path' in input) input.path = absolutePath(input.path, 'path', what);
    if ('paths' in input) input.paths = input.paths.map(path => absolutePath(path, 'paths', what));
    const cancel = new AbortController();
    if (id !== undefined) running.set(id, cancel);
    const signal = AbortSignal.any([cancel.signal, context.req.raw.signal]);
    try {
      const answer = await predictors.run(name, { do: what, input, options }, { signal });
      if (!('bundle' in answer)) throw new Error('The predictor answered another question');
      const ms = Math.round(performance.now() - begun);
      const code = (what === 'why' ? whyCell : predictCell)(name, input, options, answer.port);
      return context.json<PredictAnswer>({ bundle: answer.bundle, ms, device: answer.device, code });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      throw new SondeError('cancelled', 'The prediction was cancelled', { cause: thrown });
    } finally {
      if (id !== undefined) running.delete(id);
    }
  };
  app.post(at(paths.modulePredict(':name')), small, ask('predict'));
  app.post(at(paths.moduleWhy(':name')), small, ask('why'));

  app.delete(at(paths.prediction(':id')), context => {
    running.get(context.req.param('id') ?? '')?.abort();
    return context.body(null, 204); // what has ended needs no cancelling
  });

  app.post(at(paths.moduleCheck(':name')), small, async context => {
    const { args, ...request } = validate<CheckRequest>(CheckSchema, await jsonOf(context), 'check the data');
    const data = absolutePath(request.data, 'data', 'check the data');
    const { signal } = context.req.raw;
    const answer = await predictors.run(askedModule(context), { do: 'check', data, args }, { signal });
    if (!('summary' in answer)) throw new Error('The predictor answered another question');
    return context.json<CheckAnswer>({ summary: answer.summary });
  });

  app.get(at(paths.moduleExample(':name', 0)).replace(/0$/, ':n'), async context => {
    const { info } = await findModule(askedModule(context), sources);
    const number = Number(context.req.param('n'));
    const example = info.examples[number];
    if (!example) {
      throw new SondeError('example-unknown', `"${info.name}" has no example ${context.req.param('n')}`, {
        hint: `It has ${info.examples.length}, numbered from 0.`
      });
    }
    // The catalogue has seen to it that it lies in the module's folder.
    return sendFile(context, example.input, cause => {
      const where = `"${info.name}" names an example that is not there: ${example.input}`;
      throw new SondeError('example-missing', where, { cause });
    });
  });

  app.get(at(paths.modulePicture(':name', '')).replace(/\?.*$/, ''), async context => {
    const found = await findEntry(askedModule(context), sources);
    return sendPicture(context, found, context.req.query('path') ?? '', sources);
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

export const PredictSchema = Type.Object({
  input: Type.Union(
    [
      Type.Object({ path: text }, { additionalProperties: false }),
      Type.Object(
        { paths: Type.Array(text, { minItems: 1, maxItems: mostPaths }) },
        { additionalProperties: false }
      ),
      Type.Object({ example: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
      Type.Object({ value: Type.Unknown() }, { additionalProperties: false })
    ],
    { description: '{ path }, { paths }, { example } or { value }' }
  ),
  options: Type.Optional(anything),
  id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 }))
});

export const CheckSchema = Type.Object({ data: text, args: Type.Optional(anything) });

async function jsonOf(context: Context): Promise<unknown> {
  return context.req.json<unknown>().catch((cause: unknown) => {
    if (cause instanceof SondeError) throw cause;
    throw new SondeError('body-wrong', `The request is not JSON: ${(cause as Error).message}`, { cause });
  });
}
