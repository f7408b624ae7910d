import { describe, expect, it } from '@jest/globals';
import { combinations } from './combinations.js';

describe('combinations', () => {
  it('are all of the values that are lists, the last name varying fastest', () => {
    expect(combinations({ lr: [1, 2], epochs: 3, batch: [8, 16] })).toEqual({
      vary: ['lr', 'batch'],
      all: [
        { lr: 1, epochs: 3, batch: 8 },
        { lr: 1, epochs: 3, batch: 16 },
        { lr: 2, epochs: 3, batch: 8 },
        { lr: 2, epochs: 3, batch: 16 }
      ]
    });
  });

  it('leave a list alone where the argument is one, and vary it when it is a list of lists', () => {
    const schema = { properties: { columns: { type: 'array' } } };
    expect(combinations({ columns: ['a', 'b'] }, schema)).toEqual({
      vary: [],
      all: [{ columns: ['a', 'b'] }]
    });
    expect(combinations({ columns: [['a'], ['a', 'b']] }, schema).all).toEqual([
      { columns: ['a'] },
      { columns: ['a', 'b'] }
    ]);
  });

  it('are refused when there are none or too many', () => {
    expect(() => combinations({ lr: [] })).toThrow('"lr" is an empty list');
    const many = Array.from({ length: 40 }, (_, i) => i);
    expect(() => combinations({ lr: many, epochs: many })).toThrow(
      'Cannot start a sweep of 1600 trainings: the most is 1000'
    );
  });
});
