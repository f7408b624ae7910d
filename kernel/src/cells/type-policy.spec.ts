import { describe, expect, it } from '@jest/globals';
import { asTypePolicy, cellPolicy } from './type-policy.js';

describe('cellPolicy', () => {
  it.each([
    ['// @types: block\n1', 'block'],
    ['//@types:off\n1', 'off'],
    ['// @ts-nocheck\nlet a: number = ""', 'off'],
    ['// @ts-check\nx', 'warn'],
    ['/* a licence\n * of two lines */\n// and a title\n\n  // @types: warn', 'warn'],
    ['// @types: off\n// @types: block', 'off']
  ])('of %j is %s', (source, policy) => {
    expect(cellPolicy(source)).toEqual({ policy });
  });

  it.each([
    '1 // @types: block',
    'const a = 1\n// @types: off',
    '"// @types: off"',
    '/* @types: off */ 1',
    '// about @types: off',
    '// @ts-nochecker',
    ''
  ])('of %j is none', source => {
    expect(cellPolicy(source)).toEqual({});
  });

  it('keeps a word that is no policy', () => {
    expect(cellPolicy('// @types: strict')).toEqual({ unknown: 'strict' });
  });

  it('is quick on a long cell without code', () => {
    expect(cellPolicy(`${'// x\n'.repeat(200_000)}/*`)).toEqual({});
  });
});

describe('asTypePolicy', () => {
  it('refuses what is none with the words that are', () => {
    expect(asTypePolicy('block', 'kernel.types')).toBe('block');
    expect(() => asTypePolicy('strict', 'kernel.types')).toThrow('kernel.types cannot be "strict"');
    expect(() => asTypePolicy(Symbol('x'), 'kernel.types')).toThrow('kernel.types cannot be Symbol(x)');
  });
});
