import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { JobLook } from './job-look.js';
import { JobViews } from './job-views.js';
import { runningService } from './testing/running-service.js';

const service = runningService();

const metric = (step: number) =>
  `${JSON.stringify({ t: step, kind: 'metric', series: 'own', step, value: step })}\n`;

it('has the curves up to now, and reads what is new only', async () => {
  const { id } = await service.submit({ epochs: 1 });
  await service.jobs.ended(id);
  const views = new JobViews({ jobs: service.jobs, look: new JobLook(service.jobs) });
  const lines = jest.spyOn(service.jobs, 'linesSoFar');
  const events = join(service.home, 'jobs', id, 'events.ndjson');
  await appendFile(events, metric(1));
  // Both at once, and neither has a point twice.
  const [one, other] = await Promise.all([views.view(id), views.view(id)]);
  expect([one.series['own']?.points, other.series['own']?.points]).toEqual([[[1, 1]], [[1, 1]]]);
  expect(one.state).toBe('succeeded');
  await appendFile(events, metric(2) + metric(3).slice(0, 10));
  await views.view(id);
  await appendFile(events, metric(3).slice(10));
  expect((await views.view(id)).series['own']?.points).toEqual([
    [1, 1],
    [2, 2],
    [3, 3]
  ]);
  const from = lines.mock.calls.map(([, after]) => after?.end ?? 0);
  expect(from[0]).toBe(0);
  expect(from.slice(2)).toEqual([from[1], from[1]! + metric(2).length]);
});

it('lets go of those that nobody asks for any more', async () => {
  const ids = [(await service.submit({ epochs: 1 })).id, (await service.submit({ epochs: 1 })).id];
  for (const id of ids) await service.jobs.ended(id);
  const views = new JobViews({ jobs: service.jobs, look: new JobLook(service.jobs), most: 1 });
  const lines = jest.spyOn(service.jobs, 'linesSoFar').mockClear();
  for (const id of [ids[0]!, ids[0]!, ids[1]!, ids[0]!]) await views.view(id);
  expect(lines.mock.calls.map(([, after]) => after?.line === 0)).toEqual([true, false, true, true]);
});
