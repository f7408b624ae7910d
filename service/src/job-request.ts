/** What may be posted as a job: the shape only. Whether there is such a module and its arguments fit, the jobs say. */
import { jobKinds, type JobChanges, type JobRequest } from '@sonde/schema';
import { Type, validate } from '@sonde/toolkit';
import { absolutePath } from './absolute-path.js';

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 4096, description }));

const devices = ['auto', 'cpu', 'gpu', 'wasm'] as const;

export const JobRequestSchema = Type.Object({
  kind: Type.Union(jobKinds.map(kind => Type.Literal(kind))),
  module: text('Name in the catalogue, of a training or prediction'),
  notebook: text('Absolute path of a notebook, of a job of kind "notebook"'),
  command: Type.Optional(
    Type.Array(Type.String({ maxLength: 65536 }), {
      minItems: 1,
      description: 'Program and arguments of a command'
    })
  ),
  args: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  data: text('Absolute path of a folder or file'),
  device: Type.Optional(Type.Union(devices.map(device => Type.Literal(device)))),
  weights: text('A job id, or the absolute folder of a trained model'),
  resumes: text('Id of an ended training to go on from, at its last checkpoint'),
  target: text('Name of the target'),
  resources: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'cpus, memoryBytes, gpus, minutes' })
  ),
  targetOptions: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'What only the target understands' })
  ),
  after: Type.Optional(Type.Array(Type.String(), { description: 'Ids of jobs that must succeed first' })),
  retries: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, description: 'How often a failed job is started anew' })
  ),
  priority: Type.Optional(
    Type.Integer({ minimum: -1000, maximum: 1000, description: 'The greater goes first; 0 is usual' })
  ),
  group: text('Id that the jobs of a sweep share'),
  title: text('Shown in lists'),
  labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  parent: text('The job this one came from'),
  idempotencyKey: text('Two submits with the same key give the same job')
});

export const JobChangesSchema = Type.Partial(JobRequestSchema);

/** The request in `body`, or a sentence for each field that is wrong. */
export function parseJobRequest(body: unknown): JobRequest {
  return withPaths(validate<JobRequest>(JobRequestSchema, body, 'submit the job'));
}

/** What shall differ when a job is started again. */
export function parseJobChanges(body: unknown): JobChanges {
  return withPaths(validate<JobChanges>(JobChangesSchema, body, 'start the job again'));
}

function withPaths<Request extends JobChanges>(request: Request): Request {
  for (const name of ['data', 'notebook'] as const) {
    const path = request[name];
    if (path !== undefined) request[name] = absolutePath(path, name, 'submit the job');
  }
  return request;
}
