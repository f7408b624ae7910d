import { describe, expect, it } from '@jest/globals';
import { offsetAt, toChanges } from './edits.js';

describe('offsetAt', () => {
  it('counts UTF-16 units, and stays inside the line and the text', () => {
    const code = 'a\n🎈b\n';
    expect(offsetAt(code, { line: 1, column: 2 })).toBe(4);
    expect(offsetAt(code, { line: 0, column: 9 })).toBe(1);
    expect(offsetAt(code, { line: 7, column: 0 })).toBe(code.length);
  });
});

describe('toChanges', () => {
  it('orders edits from the beginning', () => {
    const at = (line: number, column: number) => ({ line, column });
    expect(
      toChanges('one\ntwo', [
        { from: at(1, 0), to: at(1, 3), text: 'b' },
        { from: at(0, 0), to: at(0, 0), text: 'import;\n' }
      ])
    ).toEqual([
      { from: 0, to: 0, insert: 'import;\n' },
      { from: 4, to: 7, insert: 'b' }
    ]);
  });
});
