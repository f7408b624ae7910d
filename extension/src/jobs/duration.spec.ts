import { describe, expect, it } from '@jest/globals';
import { elapsed, formatDuration } from './duration.js';

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [999, '0 s'],
    [8_400, '8 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [3_780_000, '1 h 3 min'],
    [187_200_000, '2 d 4 h']
  ])('writes %d ms as "%s"', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

it('speaks the language of the reader', () => {
  const trans = { __: (text: string, n: number) => text.replace('%1', String(n)).replace(/min$/, 'perc') };
  expect(formatDuration(125_000, trans as Parameters<typeof formatDuration>[1])).toBe('2 perc 5 s');
});

describe('elapsed', () => {
  const started = '2026-01-01T00:00:00Z';

  it('counts up to now while a job runs, and stands still after its end', () => {
    expect(elapsed({ started }, Date.parse('2026-01-01T00:00:09Z'))).toBe(9000);
    expect(elapsed({ started, finished: '2026-01-01T00:00:05Z' }, Date.parse('2026-01-02T00:00:00Z'))).toBe(
      5000
    );
  });

  it('is nothing for a job that never started, and never negative when clocks differ', () => {
    expect(elapsed({}, 0)).toBeUndefined();
    expect(elapsed({ started }, Date.parse('2025-12-31T23:59:58Z'))).toBe(0);
  });
});
