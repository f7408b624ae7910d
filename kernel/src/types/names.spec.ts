import { describe, expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { bindingOffset, declaredNames, wordBefore } from './names.js';

describe('bindingOffset', () => {
  it.each([
    ['const x = y, y = 1', 'y', 13],
    ['const { y: x, z: [y = 2, ...w] } = q', 'y', 18],
    ["import { y as x, x as y } from 'y'", 'y', 22],
    ['export async function y() {}', 'y', 22],
    ['for (var y of x) {}', 'y', 9],
    ['type y = 1', 'y', 5],
    ['enum y { x }', 'y', 5],
    ['y = 1', 'y', undefined]
  ])('finds where %s binds %s', (code, name, offset) => {
    expect(bindingOffset(parseCell(code), name)).toBe(offset);
  });
});

describe('declaredNames', () => {
  it('takes a value and a type of one name for a value', () => {
    expect([...declaredNames(parseCell('type A = 1; const A = 1; interface B {}'))]).toEqual([
      ['A', 'const'],
      ['B', 'type']
    ]);
  });
});

describe('wordBefore', () => {
  it('is what is being written', () => {
    expect([wordBefore('a.bc', 4), wordBefore('a.', 2), wordBefore('größe', 3)]).toEqual(['bc', '', 'grö']);
  });
});
