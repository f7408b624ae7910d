/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { previewKind, tableHead } from './preview-kind.js';

describe('a look into an output', () => {
  it('goes by the ending of its name', () => {
    expect(previewKind('a/b.PNG', 1000)).toBe('image');
    expect(previewKind('t.csv', 1e12)).toBe('table');
    expect(previewKind('model.json', 10)).toBe('text');
    expect(previewKind('weights.bin', 10)).toBeUndefined();
    expect(previewKind('huge.png', 1e9)).toBeUndefined();
    expect(previewKind('README', 10)).toBeUndefined();
  });

  it('reads quoted fields of a table, and leaves out a line that is cut', () => {
    const text = 'a,b\r\n"1,5","say ""hi"""\n2,x';
    expect(tableHead(text, { separator: ',', whole: false })).toEqual([
      ['a', 'b'],
      ['1,5', 'say "hi"']
    ]);
    expect(tableHead(text, { separator: ',', whole: true }).at(-1)).toEqual(['2', 'x']);
    expect(tableHead('a\tb\n1\t2\n', { separator: '\t', whole: true, rows: 1 })).toEqual([['a', 'b']]);
  });
});
