import { describe, expect, it } from '@jest/globals';
import { isJobId, newJobId } from './job-id.js';

describe('job ids', () => {
  it('sort by time', () => {
    const ids = [1, 31, 32, 1e6, 1.7e12, 1.7e12 + 1].map(now => newJobId(now));
    expect(ids).toEqual(ids.toSorted());
    for (const id of ids) expect(isJobId(id)).toBe(true);
  });

  it('differ within a millisecond', () => {
    expect(new Set(Array.from({ length: 20 }, () => newJobId(5))).size).toBeGreaterThan(18);
  });

  it.each(['', '..', '../../etc', '1m84sfajf-02q0/..', '1m84sfajf-02qu', 'stream'])('are not %j', text => {
    expect(isJobId(text)).toBe(false);
  });
});
