/** What may be posted: the schemas that check it, with those in it that are checked later by the jobs. */
import { ResourcesSchema, Type } from '@sonde/toolkit';
import { SourceSchema } from '../catalogue-routes.js';
import { ClearRequestSchema } from '../clear-jobs.js';
import { JobChangesSchema, JobRequestSchema } from '../job-request.js';
import { CheckSchema, PredictSchema } from '../module-routes.js';
import { ScheduleRequestSchema } from '../schedule-routes.js';

const resources = Type.Optional(ResourcesSchema);

export const requestSchemas: Record<string, object> = {
  JobRequest: Type.Object({ ...JobRequestSchema.properties, resources }),
  JobChanges: Type.Object({ ...JobChangesSchema.properties, resources }),
  ClearRequest: ClearRequestSchema,
  PredictRequest: PredictSchema,
  CheckRequest: CheckSchema,
  SourceRequest: SourceSchema,
  ScheduleRequest: Type.Object({
    ...ScheduleRequestSchema.properties,
    request: Type.Unsafe<object>({ $ref: '#/components/schemas/JobRequest' })
  })
};
