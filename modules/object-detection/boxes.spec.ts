import { describe, expect, it } from '@jest/globals';
import { boxesOf, overlap } from './boxes.js';

const picture = { width: 200, height: 100 };
const options = { minScore: 0.5, most: 10, maxOverlap: 0.5 };
// Two cats that nearly cover each other, a dog in the same place, one that reaches over the edge, and what has no label.
const proposals = {
  corners: [
    ...[0.1, 0.1, 0.5, 0.5],
    ...[0.1, 0.1, 0.5, 0.52],
    ...[0.1, 0.1, 0.5, 0.5],
    ...[0.6, 0.6, 1.2, 1.1],
    ...[0, 0, 1, 1]
  ],
  labels: ['cat', undefined, 'dog'],
  scores: [0.9, 0.8, 0.7, 0.6, 0.99],
  classes: [0n, 0n, 2n, 2n, 1n]
};

describe('boxesOf', () => {
  it('keeps each object once, the surest first, in pixels inside the picture', () => {
    const found = boxesOf(proposals, picture, options);
    expect(found.map(({ label, score }) => [label, score])).toEqual([
      ['cat', 0.9],
      ['dog', 0.7],
      ['dog', 0.6]
    ]);
    expect(found[0]).toMatchObject({ x: 20, y: 10, width: 80, height: 40 });
    expect(found[2]).toMatchObject({ x: 120, y: 60, width: 80, height: 40 });
  });

  it('keeps what overlaps when that is allowed, and no more than asked for', () => {
    expect(boxesOf(proposals, picture, { ...options, maxOverlap: 1 })).toHaveLength(4);
    expect(boxesOf(proposals, picture, { ...options, most: 1 }).map(box => box.label)).toEqual(['cat']);
    expect(boxesOf(proposals, picture, { ...options, minScore: 0.95 })).toEqual([]);
  });
});

describe('overlap', () => {
  const square = (x: number, y: number) => ({ x, y, width: 2, height: 2 });
  it('is 1 for the same box, 0 for boxes apart', () => {
    expect(overlap(square(0, 0), square(0, 0))).toBe(1);
    expect(overlap(square(0, 0), square(2, 0))).toBe(0);
    expect(overlap(square(0, 0), square(1, 0))).toBeCloseTo(1 / 3);
  });
});
