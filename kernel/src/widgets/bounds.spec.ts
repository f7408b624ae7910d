import { describe, expect, it } from '@jest/globals';
import { bounded, logarithmic, range } from './bounds.js';

const what = 'S';
const given = (...names: string[]) => new Set(names);

describe('a value between bounds', () => {
  it('moves with them, and is refused when it is set outside', () => {
    expect(bounded({ min: 3, max: 9, value: 0 }, given('min'), what)).toEqual({ value: 3 });
    expect(bounded({ min: 0, max: 5, value: 9 }, given('max'), what)).toEqual({ value: 5 });
    expect(() => bounded({ min: 0, max: 5, value: 9 }, given('value'), what)).toThrow(
      'S cannot have value 9: it goes from 0 to 5'
    );
    expect(() => bounded({ min: 200, max: 100, value: 0 }, given('min'), what)).toThrow(
      expect.objectContaining({ hint: 'Set max too.' })
    );
  });

  it('forgives the page its fractions', () => {
    expect(bounded({ min: 0, max: 0.3, value: 0.1 + 0.2 }, given('value'), what)).toEqual({ value: 0.3 });
  });

  it('may be a day, or open on one side', () => {
    expect(bounded({ min: '2026-02-01', max: null, value: '2026-01-09' }, given('min'), what)).toEqual({
      value: '2026-02-01'
    });
    expect(() =>
      bounded({ min: null, max: '2026-02-01', value: '2026-03-01' }, given('value'), what)
    ).toThrow('it goes to 2026-02-01');
  });

  it('of a logarithmic slider lies between powers', () => {
    expect(logarithmic({ base: 10, min: -3, max: 0, value: 5 }, given('min'), what)).toEqual({ value: 1 });
    expect(() => logarithmic({ base: 10, min: -3, max: 0, value: 5 }, given('value'), what)).toThrow(
      'it goes from 0.001 to 1'
    );
  });
});

describe('a range', () => {
  it('is at first the middle half, and stays within its bounds', () => {
    expect(range({ min: 0, max: 10, value: [0, 1] }, given(), what)).toEqual({ value: [3, 8] });
    expect(range({ min: 5, max: 7, value: [0, 6] }, given('min'), what, {})).toEqual({ value: [5, 6] });
  });

  it('has its lower end first', () => {
    expect(() => range({ min: 0, max: 10, value: [5, 1] }, given('value'), what)).toThrow(
      'the lower end comes first'
    );
    expect(() => range({ min: 0, max: 10, value: [5, 11] }, given('value'), what)).toThrow(
      'it goes from 0 to 10'
    );
  });
});
