/** The schema of what a job may use, from which the form, the check and the editor's words come. */
import { Type } from '@sinclair/typebox';

export const ResourcesSchema = Type.Object(
  {
    cpus: Type.Optional(
      Type.Number({ title: 'Cores', exclusiveMinimum: 0, maximum: 4096, description: 'Processor cores' })
    ),
    memoryBytes: Type.Optional(
      Type.Integer({ title: 'Memory', minimum: 2 ** 24, description: 'Memory in bytes, 16 MiB or more' })
    ),
    gpus: Type.Optional(
      Type.Integer({ title: 'GPUs', minimum: 0, maximum: 1024, description: 'Whole GPUs' })
    ),
    minutes: Type.Optional(
      Type.Number({
        title: 'Time limit',
        exclusiveMinimum: 0,
        maximum: 527_040,
        description: 'Minutes after which the job is stopped, counted from its start'
      })
    )
  },
  { additionalProperties: false }
);
