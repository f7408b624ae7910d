import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { JobLook } from './job-look.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('looks after a job once a second, however many ask', async () => {
  const get = jest.fn((id: string) => Promise.resolve({ id } as JobRecord));
  const look = new JobLook({ get });
  for (let n = 0; n < 20; n += 1) expect(await look.get('a')).toEqual({ id: 'a' });
  expect(get.mock.calls).toEqual([['a']]);
  await look.get('b');
  await jest.advanceTimersByTimeAsync(1000);
  await look.get('a');
  expect(get.mock.calls).toEqual([['a'], ['b'], ['a']]);
});

it('keeps no answer that was none', async () => {
  const get = jest.fn<(id: string) => Promise<JobRecord>>().mockRejectedValue(new Error('There is no job'));
  const look = new JobLook({ get });
  for (let n = 0; n < 2; n += 1) await expect(look.get('a')).rejects.toThrow('There is no job');
  expect(get).toHaveBeenCalledTimes(2);
});
