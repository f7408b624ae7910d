import { describe, expect, it } from '@jest/globals';
import { toMarks } from './ranges.js';

const code = 'const a = 1;\n😀 + b\n';
const at = (line: number, column: number, endLine: number, endColumn: number) => [
  {
    from: { line, column },
    to: { line: endLine, column: endColumn },
    severity: 'error' as const,
    message: 'm',
    code: '2304'
  }
];
const marked = (text: string, ...place: [number, number, number, number]) => {
  const [mark] = toMarks(text, at(...place));
  return text.slice(mark?.from, mark?.to);
};

describe('toMarks', () => {
  it('counts lines and UTF-16 columns from 0', () => {
    expect(marked(code, 0, 6, 0, 7)).toBe('a');
    expect(marked(code, 1, 5, 1, 6)).toBe('b');
    expect(marked(code, 0, 10, 1, 2)).toBe('1;\n😀');
  });

  it('stays inside the line and inside the cell', () => {
    expect(marked(code, 0, 6, 0, 999)).toBe('a = 1;');
    expect(marked('ab', 7, 0, 9, 0)).toBe('b');
  });

  it('makes an empty range one character long, where there is one', () => {
    expect(marked('ab', 0, 0, 0, 0)).toBe('a');
    expect(marked('ab', 0, 2, 0, 2)).toBe('b');
    expect(marked('', 0, 0, 0, 0)).toBe('');
  });
});
