import { describe, expect, it } from '@jest/globals';
import { overrun } from './overrun.js';

const started = new Date(0).toISOString();

describe('a job that goes over its time', () => {
  it('is ended from outside when it has not ended itself', () => {
    const job = { started, resources: { minutes: 2 } };
    expect(overrun(job, 121_000)).toBeUndefined(); // it may be about to
    expect(overrun(job, 145_000)?.message).toBe('It was stopped after 2 minutes, its time limit');
  });

  it('is left alone while it waits, or has no limit', () => {
    expect(overrun({ resources: { minutes: 1 } }, 1e9)).toBeUndefined();
    expect(overrun({ started, resources: {} }, 1e9)).toBeUndefined();
  });
});
