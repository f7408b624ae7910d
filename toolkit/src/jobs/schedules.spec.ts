import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { localTarget } from '../targets/local.js';
import { Jobs } from './jobs.js';
import { keepSchedules, Schedules } from './schedules.js';

jest.setTimeout(60_000);

let home: string;
let jobs: Jobs;
let now: number;
let schedules: Schedules;
const request: JobRequest = { kind: 'command', command: [process.execPath, '-e', ''], labels: { who: 'me' } };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-schedules-'));
  jobs = new Jobs({ home, sources: [], targets: [localTarget()] });
  now = Date.parse('2026-03-02T01:29:30Z'); // a Monday
  schedules = new Schedules(jobs, () => now);
});
afterEach(async () => {
  for (const { id } of await jobs.list()) await jobs.ended(id);
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

describe('a schedule', () => {
  it('starts its job when it comes due, once, also when two services look', async () => {
    const { id, next } = await schedules.add('30 2 * * 1-5', request, { zone: 'Europe/Madrid' });
    expect(next).toBe('2026-03-02T01:30:00.000Z');
    await schedules.fire();
    expect(await jobs.list()).toEqual([]);
    now += 31_000;
    const other = new Schedules(jobs, () => now);
    await Promise.all([schedules.fire(), other.fire()]);
    await schedules.fire();
    const started = await jobs.list();
    expect(started).toMatchObject([{ labels: { who: 'me', schedule: id } }]);
    expect(await schedules.list()).toMatchObject([
      {
        id,
        missed: 0,
        fired: '2026-03-02T01:30:00.000Z',
        job: started[0]?.id,
        next: '2026-03-03T01:30:00.000Z'
      }
    ]);
  });

  it('counts what came due while nobody looked, and does not make up for it', async () => {
    await schedules.add('0 * * * *', request, { zone: 'UTC' });
    now += 3.5 * 3_600_000;
    await schedules.fire();
    expect(await jobs.list()).toEqual([]);
    expect(await schedules.list()).toMatchObject([{ missed: 3, next: '2026-03-02T05:00:00.000Z' }]);
  });

  it('keeps the hour when the clocks change', async () => {
    now = Date.parse('2026-03-28T12:00:00Z');
    const { next } = await schedules.add('0 9 * * *', request, { zone: 'Europe/Madrid' });
    expect(next).toBe('2026-03-29T07:00:00.000Z');
  });

  it('says why it could not start its job, and goes on', async () => {
    const data = join(home, 'data.csv');
    await writeFile(data, '1');
    await schedules.add('* * * * *', { ...request, data });
    await rm(data);
    now += 60_000;
    await schedules.fire();
    expect(await schedules.list()).toMatchObject([{ error: { message: expect.stringContaining(data) } }]);
    await writeFile(data, '1');
    now += 60_000;
    await schedules.fire();
    const [schedule] = await schedules.list();
    expect(schedule?.error).toBeUndefined();
    expect(await jobs.list()).toHaveLength(1);
  });

  it('is refused when its times or its job are wrong, and can be removed', async () => {
    await expect(schedules.add('61 * * * *', request)).rejects.toThrow('Cannot read the times "61 * * * *"');
    await expect(schedules.add('* * * * *', request, { zone: 'Mars/Base' })).rejects.toThrow('Mars/Base');
    await expect(schedules.add('2020-01-01T00:00:00', request)).rejects.toThrow('it never comes due');
    await expect(schedules.add('* * * * *', { kind: 'command' })).rejects.toThrow('no program was named');
    expect(await schedules.list()).toEqual([]);
    const { id } = await schedules.add('* * * * *', request);
    await schedules.remove(id);
    expect(await schedules.list()).toEqual([]);
    await expect(schedules.remove(id)).rejects.toThrow(`There is no schedule "${id}"`);
  });

  it('does nothing while it is paused, and comes due again once it is resumed', async () => {
    const { id } = await schedules.add('0 * * * *', request, { zone: 'UTC' });
    expect(await schedules.pause(id)).toMatchObject({ paused: true, next: undefined });
    now += 3 * 3_600_000;
    await schedules.fire();
    expect(await schedules.resume(id)).toMatchObject({ missed: 0, next: '2026-03-02T05:00:00.000Z' });
    await schedules.fire();
    expect(await jobs.list()).toEqual([]);
    now = Date.parse('2026-03-02T05:00:01Z');
    await schedules.fire();
    expect(await jobs.list()).toHaveLength(1);
    await expect(schedules.pause('nothing')).rejects.toThrow('There is no schedule "nothing"');
  });

  it('fires by the clock while it is kept', async () => {
    const stop = new AbortController();
    await new Schedules(jobs).add('* * * * * *', request);
    keepSchedules(jobs, { signal: stop.signal, every: 100 });
    while ((await jobs.list()).length < 2) await new Promise(resolve => setTimeout(resolve, 50));
    stop.abort();
  });
});
