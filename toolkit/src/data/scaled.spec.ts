import { describe, expect, it } from '@jest/globals';
import { ImageValue } from './image-value.js';
import { centreRegion, scaled, scaledTensor } from './scaled.js';

function grey(width: number, height: number, value: (x: number, y: number) => number): ImageValue {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % width, Math.floor(pixel / width));
  });
  return new ImageValue(width, height, data);
}

const reds = (pixels: Uint8Array): number[] => [...pixels].filter((_, i) => i % 3 === 0);

describe('scaled', () => {
  it('leaves a region of the same size as it is', async () => {
    const image = grey(8, 6, (x, y) => 20 * x + y);
    const region = { left: 2, top: 1, width: 5, height: 4 };
    const same = await scaled(image, { width: 5, height: 4, region });
    expect(same).toHaveLength(5 * 4 * 3);
    expect(reds(same).slice(0, 5)).toEqual([41, 61, 81, 101, 121]);
  });

  // Image.fromarray(np.array([row] * 4, 'uint8')).resize((width, 4), Image.BICUBIC), first row
  it.each([
    ['enlarges', [0, 40, 200, 90], [0, 4, 20, 78, 176, 187, 114, 80]],
    ['reduces', [0, 40, 200, 90, 10, 250, 130, 60], [68, 113, 131]]
  ])('%s as Pillow 13 does', async (_, row, expected) => {
    const image = grey(row.length, 4, x => row[x] ?? 0);
    const result = reds(await scaled(image, { width: expected.length, height: 4 })).slice(0, expected.length);
    result.forEach((value, i) => expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(1));
  });

  it('does not look outside the region', async () => {
    const image = grey(12, 12, (x, y) => (x < 2 || y < 2 || x > 9 || y > 9 ? 255 : 100));
    const region = { left: 2, top: 2, width: 8, height: 8 };
    expect(new Set(await scaled(image, { width: 20, height: 3, region }))).toEqual(new Set([100]));
  });
});

describe('scaledTensor', () => {
  it('gives planes of red, green and blue, each with its mean and deviation', async () => {
    const image = new ImageValue(2, 1, Uint8Array.of(10, 20, 30, 110, 120, 130));
    const options = { width: 2, height: 1, mean: [10, 10, 10], deviation: [1, 2, 4] } as const;
    const { data, dims } = await scaledTensor(image, options);
    expect(dims).toEqual([1, 3, 1, 2]);
    expect([...data]).toEqual([0, 100, 5, 55, 5, 30]);
  });
});

describe('centreRegion', () => {
  it('keeps a share of the shorter edge', () => {
    expect(centreRegion({ width: 320, height: 240 }, 0.875)).toEqual({
      left: 55,
      top: 15,
      width: 210,
      height: 210
    });
  });
});
