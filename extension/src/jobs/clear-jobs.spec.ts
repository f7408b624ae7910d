/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ClearRequest } from '@sonde/schema';
import { clearJobs } from './clear-jobs.js';

it('deletes many jobs in parts, says how far it has come, and counts all', async () => {
  const asked: ClearRequest[] = [];
  const clear = (request: ClearRequest) => {
    asked.push(request);
    const { length } = request.ids;
    return Promise.resolve({ jobs: length - 1, bytes: 10, failed: [{ id: request.ids[0]!, message: 'no' }] });
  };
  const ids = Array.from({ length: 1100 }, (_, n) => String(n));
  const done: number[] = [];
  const answer = await clearJobs({ clear }, ids, { dry: true, onPart: count => done.push(count) });
  expect(asked.map(({ ids: some, dry }) => [some.length, dry])).toEqual([
    [500, true],
    [500, true],
    [100, true]
  ]);
  expect(done).toEqual([500, 1000]);
  expect(answer).toEqual({
    jobs: 1097,
    bytes: 30,
    failed: ['0', '500', '1000'].map(id => ({ id, message: 'no' }))
  });
});
