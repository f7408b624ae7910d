/** What may be posted as a job: the shape only. Whether there is such a module and its arguments fit, the jobs say. */
import type { JobRequest } from '@sonde/schema';
import { Type, validate } from '@sonde/toolkit';
import { absolutePath } from './absolute-path.js';

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 4096, description }));

const kinds = ['train', 'predict', 'notebook', 'cell', 'pipeline', 'serve'] as const;
const devices = ['auto', 'cpu', 'gpu', 'wasm'] as const;

const JobRequestSchema = Type.Object({
  kind: Type.Union(kinds.map(kind => Type.Literal(kind))),
  module: Type.String({ minLength: 1, maxLength: 200, description: 'Name in the catalogue' }),
  args: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  data: text('Absolute path of a folder or file'),
  device: Type.Optional(Type.Union(devices.map(device => Type.Literal(device)))),
  weights: text('A job id, or the absolute folder of a trained model'),
  target: text('Name of the target'),
  title: text('Shown in lists'),
  labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  parent: text('The job this one came from'),
  idempotencyKey: text('Two submits with the same key give the same job')
});

/** The request in `body`, or a sentence for each field that is wrong. */
export function parseJobRequest(body: unknown): JobRequest {
  const request = validate<JobRequest>(JobRequestSchema, body, 'submit the job');
  if (request.data === undefined) return request;
  return { ...request, data: absolutePath(request.data, 'data', 'submit the job') };
}
