/**
 * Jobs of older versions, read as those of today. Version 1 knew trainings on this machine only: no attempts, and the
 * request was not kept.
 */
import type { StoredJob } from './job-folder.js';

export function upgradeJob(read: Partial<StoredJob>): StoredJob {
  const { id, kind, title, args, target, created } = read;
  for (const [name, value] of Object.entries({ id, kind, title, target, created })) {
    if (typeof value !== 'string')
      throw new Error(`"${name}" should be text, it is ${JSON.stringify(value)}`);
  }
  if (typeof args !== 'object') throw new Error(`"args" should be an object, it is ${JSON.stringify(args)}`);
  return { attempt: 1, labels: {}, request: requestOf(read), ...read } as StoredJob;
}

/** What must have been asked for to get this job. */
function requestOf(read: Partial<StoredJob>): Partial<StoredJob['request']> {
  const { kind, module, args, data, device, trained, target, title, labels } = read;
  return {
    kind,
    args,
    target,
    title,
    labels,
    ...(module !== undefined && { module }),
    ...(data && { data: data.path }),
    ...(device && { device }),
    ...(trained !== undefined && { weights: trained })
  };
}
