import { describe, expect, it } from '@jest/globals';
import { completeness } from './complete.js';

describe('completeness', () => {
  it.each(['1', 'await x', 'const a: T = { b: 1 }', '<div>x</div>', '', 'let a; let a'])(
    'takes %j for whole',
    source => {
      expect(completeness(source)).toEqual({ status: 'complete' });
    }
  );

  it.each([
    ['if (a) {', '  '],
    ['  f(', '    '],
    ['`text', ''],
    ['/* text', ''],
    ['1 +', ''],
    ['const a = [1,\n  2,', '  ']
  ])('wants more after %j', (source, indent) => {
    expect(completeness(source)).toEqual({ status: 'incomplete', indent });
  });

  it.each(['}', '1 +* 2', 'let = 7q', '"text', 'a b'])('calls %j invalid', source => {
    expect(completeness(source)).toEqual({ status: 'invalid' });
  });
});
