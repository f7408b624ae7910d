import { expect, it } from '@jest/globals';
import { isArithmetic } from './arithmetic.js';
import { parseCell } from './parse.js';

const is = (code: string) => isArithmetic(parseCell(code, 'typescript'));

it('is what holds numbers only', () => {
  for (const code of ['1+1', '(2 + 3) * -4 / 5 % 6;', '1; 2;', ''])
    expect([code, is(code)]).toEqual([code, true]);
});

it('is nothing that could be wrong', () => {
  for (const code of ['"2" * 3', '1 + {}', 'x + 1', '1 < 2', 'f(1)', '1n + 1', 'const a = 1', '~1n'])
    expect([code, is(code)]).toEqual([code, false]);
});
