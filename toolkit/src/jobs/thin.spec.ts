import { describe, expect, it } from '@jest/globals';
import { thin } from './thin.js';

describe('thin', () => {
  const wave = Array.from({ length: 10_000 }, (_, x) => [x, Math.sin(x / 500)] as [number, number]);

  it('keeps short curves as they are', () => {
    expect(thin(wave.slice(0, 500), 500)).toEqual(wave.slice(0, 500));
    expect(thin([], 500)).toEqual([]);
  });

  it('keeps the ends, the order and the asked number of points', () => {
    const some = thin(wave, 500);
    expect(some).toHaveLength(500);
    expect([some[0], some.at(-1)]).toEqual([wave[0], wave.at(-1)]);
    expect(some.map(([x]) => x)).toEqual(some.map(([x]) => x).toSorted((a, b) => a - b));
  });

  it('keeps a single spike', () => {
    const spiked = wave.map(([x, y]) => [x, x === 4321 ? 50 : y] as [number, number]);
    expect(thin(spiked, 100)).toContainEqual([4321, 50]);
  });
});
