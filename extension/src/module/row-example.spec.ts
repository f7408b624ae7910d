import { describe, expect, it } from '@jest/globals';
import { firstRow, rowValue } from './row-example.js';

describe('the first row of a table', () => {
  it.each([
    ['a,b\n1,x\n2,y\n', { a: '1', b: 'x' }],
    ['\ufeffa,b\r\n1,x\r\n', { a: '1', b: 'x' }],
    ['"a, b","say ""it"""\n"1\n2",3', { 'a, b': '1\n2', 'say "it"': '3' }],
    ['a,b\n,\n', { a: '', b: '' }],
    ['a,b', { a: '', b: '' }]
  ])('of %j', (csv, row) => {
    expect(firstRow(csv)).toEqual(row);
  });

  it('means numbers, texts, and null where the value is not known', () => {
    expect(rowValue({ a: ' 1.5 ', b: 'Biscoe', c: '', d: 'NA' })).toEqual({
      a: 1.5,
      b: 'Biscoe',
      c: null,
      d: null
    });
  });
});
