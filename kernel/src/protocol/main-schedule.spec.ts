import { describe, expect, it } from '@jest/globals';
import { mainSchedule, starves } from './main-schedule.js';

const linux = process.platform === 'linux' ? it : it.skip;

describe('a thread', () => {
  linux('that computes is seen to run', () => {
    const before = mainSchedule();
    let after = before;
    // On a busy machine it may take a while to come by 5 ms.
    for (const end = performance.now() + 10_000; performance.now() < end; after = mainSchedule())
      if ((after?.ran ?? 0) - (before?.ran ?? 0) > 5) break;
    expect(after?.runnable).toBe(true);
    expect((after?.ran ?? 0) - (before?.ran ?? 0)).toBeGreaterThan(5);
    expect(starves(before, after)).toBe(false);
  });

  it('starves where it wants a processor and gets none', () => {
    expect(starves({ ran: 10, runnable: true }, { ran: 10.2, runnable: true })).toBe(true);
    expect(starves({ ran: 10, runnable: true }, { ran: 10.2, runnable: false })).toBe(false);
    expect(starves({ ran: 10, runnable: false }, { ran: 14, runnable: true })).toBe(false);
    expect(starves(undefined, undefined)).toBe(false);
  });
});
