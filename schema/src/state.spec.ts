import { describe, expect, it } from '@jest/globals';
import { isFinal, jobStates, type JobState } from './state.js';

describe('job states', () => {
  it('names only states that exist as what may follow', () => {
    for (const row of Object.values(jobStates)) {
      for (const next of row.next) expect(Object.keys(jobStates)).toContain(next);
    }
  });

  it('lets nothing follow a final state, and something follow every other', () => {
    for (const [state, row] of Object.entries(jobStates)) {
      expect(row.next.length === 0).toBe(isFinal(state as JobState));
    }
  });
});
