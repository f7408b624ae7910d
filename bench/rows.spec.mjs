import { describe, expect, it } from '@jest/globals';
import { median, row } from './rows.mjs';

describe('bench rows', () => {
  it('judges the ratio where there is a peer, and the value where there is none', () => {
    expect(row({ metric: 'a', unit: 'ms', ours: 13, peer: 10, peerName: 'p', goal: 1.2 })).toMatchObject({
      ratio: 1.3,
      met: false
    });
    expect(row({ metric: 'a', unit: 's', ours: 200, goal: 240 })).toMatchObject({ ratio: null, met: true });
    expect(
      row({ metric: 'a', unit: 'steps/s', ours: 5, peer: 10, goal: 0.5, higherIsBetter: true }).met
    ).toBe(true);
  });

  it('takes the middle, and the mean of two middles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([null, undefined])).toBeUndefined();
  });
});
