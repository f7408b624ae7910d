/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import { timeLeft, timeLeftText } from './eta.js';

const trans = nullTranslator.load('sonde');
const at = (done: number, ms: number, more: Partial<JobRecord> = {}) =>
  ({
    state: 'running',
    progress: { done, total: 100 },
    pace: { since: 1000, from: 0, at: 1000 + ms },
    ...more
  }) as JobRecord;

describe('the time that is left', () => {
  it('follows the pace so far, and runs down between two reports', () => {
    expect(timeLeft(at(20, 10_000), 11_000)).toBe(40_000);
    expect(timeLeft(at(20, 10_000), 16_000)).toBe(35_000);
    expect(timeLeft(at(20, 10_000), 99_000)).toBe(0);
  });

  it('leaves out what was done before somebody counted, as after a resume', () => {
    expect(timeLeft(at(60, 10_000, { pace: { since: 0, from: 50, at: 10_000 } }), 10_000)).toBe(40_000);
  });

  it('is not told too early, without an end, or of a job that stops', () => {
    expect(timeLeft(at(20, 500), 1500)).toBeUndefined();
    expect(timeLeft(at(0, 10_000), 11_000)).toBeUndefined();
    expect(timeLeft(at(20, 10_000, { progress: { done: 20 } }), 11_000)).toBeUndefined();
    expect(timeLeft(at(20, 10_000, { state: 'stopping' }), 11_000)).toBeUndefined();
    expect(timeLeft(at(20, 10_000, { state: 'succeeded' }), 11_000)).toBeUndefined();
  });

  it.each([
    [3000, 'a few seconds left'],
    [38_000, 'about 40 s left'],
    [57_000, 'about 1 min left'],
    [185_000, 'about 3 min left'],
    [2 * 3_600_000, 'about 2 h left'],
    [50 * 3_600_000, 'about 2 days left']
  ])('%d ms reads "%s"', (ms, text) => expect(timeLeftText(ms, trans)).toBe(text));
});
