import { describe, expect, it } from '@jest/globals';
import { byteSize, count, shortNumber } from './amounts.js';

describe('amounts', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [1 / 3, '0.333333'],
    [1234567.891, '1234567.89'],
    [123.456789, '123.457'],
    [0.00001234567, '0.0000123457'],
    [1.5e-9, '1.5e-9'],
    [1.23456789e20, '123456789000000000000'],
    [-2.5, '-2.5'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity']
  ])('%d is written %s', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it('have units and separators', () => {
    expect([0, 999, 1000, 9999, 123_456, 999_600, 5e9].map(byteSize)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '10.0 kB',
      '123 kB',
      '1.0 MB',
      '5.0 GB'
    ]);
    expect([count(1, 'row'), count(1e6, 'row')]).toEqual(['1 row', '1,000,000 rows']);
  });
});
