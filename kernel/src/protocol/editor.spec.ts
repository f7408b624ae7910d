import { describe, expect, it } from '@jest/globals';
import { codePoints, utf16Offset } from './editor.js';

describe('cursor positions', () => {
  it('count code points, not UTF-16 units', () => {
    expect(utf16Offset('a🎈b', 2)).toBe(3);
    expect(utf16Offset('a🎈b', 99)).toBe(4);
    expect(codePoints('a🎈b')).toBe(3);
  });
});
