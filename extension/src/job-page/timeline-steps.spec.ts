/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { timelineSteps } from './timeline-steps.js';

const minute = (n: number) => new Date(n * 60_000).toISOString();
const read = (job: Partial<JobRecord>, now = 10) =>
  timelineSteps({ created: minute(0), ...job } as JobRecord, now * 60_000).map(({ label, at, took }) => [
    label,
    at === undefined ? undefined : Date.parse(at) / 60_000,
    took === undefined ? undefined : took / 60_000
  ]);

describe('the timeline of a job', () => {
  it('says how long it waited and ran', () => {
    expect(read({ state: 'succeeded', started: minute(1), finished: minute(4) })).toEqual([
      ['Queued', 0, 1],
      ['Started', 1, 3],
      ['Succeeded', 4, undefined]
    ]);
  });

  it('says how long it was made ready, as while an image is pulled', () => {
    expect(read({ state: 'preparing', prepared: minute(1) })).toEqual([
      ['Queued', 0, 1],
      ['Preparing', 1, 9],
      ['Started', undefined, undefined],
      ['Ended', undefined, undefined]
    ]);
    expect(read({ state: 'failed', prepared: minute(1), finished: minute(3) })[1]).toEqual([
      'Preparing',
      1,
      2
    ]);
  });

  it('counts on while it waits or runs', () => {
    expect(read({ state: 'queued' })[0]).toEqual(['Queued', 0, 10]);
    expect(read({ state: 'running', started: minute(4) })).toEqual([
      ['Queued', 0, 4],
      ['Started', 4, 6],
      ['Ended', undefined, undefined]
    ]);
  });

  it('knows jobs that ended before they began', () => {
    expect(read({ state: 'cancelled', finished: minute(2) })).toEqual([
      ['Queued', 0, 2],
      ['Started', undefined, undefined],
      ['Cancelled', 2, undefined]
    ]);
  });
});
