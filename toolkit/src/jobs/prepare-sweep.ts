/** The jobs of a sweep, one for each combination of the arguments that are lists, all checked; they share a group. */
import type { JobRequest } from '@sonde/schema';
import { combinations } from './combinations.js';
import type { StoredJob } from './job-folder.js';
import { newJobId } from './job-id.js';
import { labelOf } from './sweep-label.js';

/**
 * @param schema of the arguments
 * @param prepare checks one request
 */
export async function prepareSweep(
  request: JobRequest,
  schema: object | undefined,
  prepare: (request: JobRequest) => Promise<StoredJob>
): Promise<StoredJob[]> {
  const { vary, all } = combinations(request.args ?? {}, schema);
  const group = request.group ?? newJobId();
  const key = request.idempotencyKey;
  const prepared: StoredJob[] = [];
  for (const [index, args] of all.entries()) {
    const stored = await prepare({
      ...request,
      args,
      group,
      ...(key !== undefined && { idempotencyKey: `${key} ${index}` })
    });
    prepared.push({
      ...stored,
      title: `${stored.title}: ${labelOf(args, vary)}`,
      labels: { ...stored.labels, sweep: stored.title }
    });
  }
  return prepared;
}
