import { describe, expect, it } from '@jest/globals';
import { findPython } from './python.mjs';

describe('finding Python', () => {
  it('takes one that is new enough', () => {
    expect(findPython({})).toMatch(/^python/);
  });

  it('says what to do when the one that was named is not there', () => {
    expect(() => findPython({ SONDE_PYTHON: '/no/such/python' })).toThrow(/Python 3\.10 or newer/);
  });
});
