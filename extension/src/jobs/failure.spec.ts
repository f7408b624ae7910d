/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { failureOf } from './failure.js';

const trans = nullTranslator.load('sonde');
const error = { name: 'Error', message: 'The table has no rows', hint: 'Give one that has' };

describe('why a job failed', () => {
  it('is what the job itself said, with what its target saw', () => {
    expect(failureOf({ state: 'failed', error, reason: 'It ended with exit code 1' }, trans)).toEqual({
      message: error.message,
      hint: error.hint,
      more: 'It ended with exit code 1'
    });
  });

  it('is what its target saw, where the job could not say anything any more', () => {
    const reason = 'Its container was killed: it needed more than 1 GB of memory';
    expect(failureOf({ state: 'failed', reason }, trans)).toEqual({ message: reason });
    expect(failureOf({ state: 'lost', reason }, trans)).toEqual({ message: reason });
    expect(failureOf({ state: 'failed' }, trans)?.message).toMatch(/^Nothing was recorded/);
  });

  it('is not told of jobs that have not failed', () => {
    for (const state of ['queued', 'running', 'succeeded', 'cancelled'] as const)
      expect(failureOf({ state, error, reason: 'waits' }, trans)).toBeUndefined();
  });
});
