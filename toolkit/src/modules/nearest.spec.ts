import { describe, expect, it } from '@jest/globals';
import { didYouMean, nearest } from './nearest.js';

const names = ['image-classification', 'tabular-classification', 'speech-to-text'];

describe('nearest', () => {
  it.each([
    ['imge-classification', 'image-classification'],
    ['image_classification', 'image-classification'],
    ['imageClassification', 'image-classification'],
    ['image', 'image-classification'],
    ['tabluar', 'tabular-classification'],
    ['speech', 'speech-to-text']
  ])('puts first for %j: %j', (wrong, right) => {
    expect(nearest(wrong, names)[0]).toBe(right);
  });

  it('keeps quiet when nothing is near', () => {
    expect(nearest('xyzzy', names)).toEqual([]);
    expect(didYouMean('', names)).toBeUndefined();
  });

  it('asks about the nearest', () => {
    expect(didYouMean('classification', names)).toBe(
      'Did you mean "image-classification" or "tabular-classification"?'
    );
  });
});
