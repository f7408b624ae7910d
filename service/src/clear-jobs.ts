/** Deletes many ended jobs at once, or says what that would free. One that cannot be deleted does not keep the others. */
import type { ClearAnswer, ClearRequest } from '@sonde/schema';
import { Type, validate, type Jobs } from '@sonde/toolkit';

export const ClearRequestSchema = Type.Object({
  ids: Type.Array(Type.String(), { maxItems: 100_000, description: 'Ids of ended jobs' }),
  dry: Type.Optional(Type.Boolean({ description: 'Delete nothing, only say what it would free' }))
});

export function parseClearRequest(body: unknown): ClearRequest {
  return validate<ClearRequest>(ClearRequestSchema, body, 'delete jobs');
}

export async function clearJobs(jobs: Jobs, { ids, dry = false }: ClearRequest): Promise<ClearAnswer> {
  const answer: ClearAnswer = { jobs: 0, bytes: 0, failed: [] };
  for (const id of ids) {
    try {
      answer.bytes += dry ? await jobs.bytes(id) : (await jobs.remove(id)).bytes;
      answer.jobs += 1;
    } catch (error) {
      answer.failed.push({ id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return answer;
}
