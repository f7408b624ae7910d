import { describe, expect, it } from '@jest/globals';
import { nearest } from './nearest.js';

describe('nearest', () => {
  it('finds swapped, missing and wrong letters', () => {
    expect(nearest('loadsh', ['express', 'lodash'])).toBe('lodash');
    expect(nearest('zerom', ['zeromq', 'zod'])).toBe('zeromq');
    expect(nearest('React', ['react'])).toBe('react');
  });

  it('finds nothing when nothing is near', () => {
    expect(nearest('abc', ['xyz', 'lodash'])).toBeUndefined();
  });
});
