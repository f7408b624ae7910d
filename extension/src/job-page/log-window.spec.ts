/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LogPart } from '@sonde/schema';
import { append, emptyWindow, endOf, linesBefore, linesOf, prepend, startOf } from './log-window.js';

const part = (from: number, text: string, more: Partial<LogPart> = {}): LogPart => ({
  from,
  to: from + text.length,
  size: from + text.length,
  text,
  ended: false,
  ...more
});

describe('the window on a log', () => {
  it('grows at its end, and keeps empty lines', () => {
    const window = append(append(emptyWindow, part(0, 'a\n\n')), part(3, 'b\n'));
    expect(linesOf(window)).toEqual(['a', '', 'b']);
    expect([startOf(window), endOf(window)]).toEqual([0, 5]);
  });

  it('drops its oldest parts, and knows at which byte it begins', () => {
    let window = { ...emptyWindow, most: 3 };
    for (let i = 0; i < 5; i += 1) window = append(window, part(i * 4, 'a\nb\n'));
    expect(linesOf(window)).toEqual(['b', 'a', 'b']);
    expect(startOf(window)).toBe(14);
  });

  it('holds no more of one large part, whose bytes are not its characters', () => {
    const bytes = { from: 100, to: 112, size: 112 };
    const window = append({ ...emptyWindow, most: 2 }, part(100, 'é\n✓\nc\nd\n', bytes));
    expect(linesOf(window)).toEqual(['c', 'd']);
    expect(startOf(window)).toBe(107);
  });

  it('drops nothing while somebody reads it', () => {
    let window = { ...emptyWindow, most: 2 };
    for (let i = 0; i < 3; i += 1) window = append(window, part(i * 4, 'a\nb\n'), { whole: true });
    expect(linesOf(window)).toHaveLength(6);
  });

  it('ends with the line that is still being written, until that is whole', () => {
    let window = append(emptyWindow, part(0, 'a\n', { size: 6, rest: '10%\r' }));
    expect([linesOf(window), endOf(window)]).toEqual([['a', '10%\r'], 2]);
    window = append(window, part(2, '', { size: 10, rest: '20%\r' }));
    expect(linesOf(window)).toEqual(['a', '20%\r']);
    window = append(window, part(2, '10%\r20%\rdone\n'));
    expect(linesOf(window)).toEqual(['a', '10%\r20%\rdone']);
  });

  it('puts a line together that came in parts', () => {
    let window = append(emptyWindow, part(0, 'a\nxx'));
    window = append(window, part(4, 'yy', { rest: 'zz' }));
    expect(linesOf(window)).toEqual(['a', 'xxyyzz']);
    window = append(window, part(6, 'zz\nb\n'));
    expect(linesOf(window)).toEqual(['a', 'xxyyzz', 'b']);
  });

  it('keeps of a long progress bar what can be seen', () => {
    const window = append(append(emptyWindow, part(0, '10%\r20%\r')), part(8, '30%\r40%'));
    expect(linesOf(window)).toEqual(['20%\r40%']);
  });

  it('says about how many lines stand before it', () => {
    expect(linesBefore(append(emptyWindow, part(0, 'a\n')))).toBe(0);
    expect(linesBefore(append(emptyWindow, part(123_456, 'abc\nabc\n')))).toBe(31_000);
  });

  it('holds more once earlier lines were asked for', () => {
    const window = prepend(append({ ...emptyWindow, most: 2 }, part(4, 'c\nd\n')), part(0, 'a\nb\n'));
    expect(linesOf(append(window, part(8, 'e\n')))).toEqual(['b', 'c', 'd', 'e']);
  });

  it('says how much it left out when it jumped ahead', () => {
    const window = append(append(emptyWindow, part(0, 'a\n')), part(1000, 'z\n', { ended: true }));
    expect(linesOf(window)).toEqual(['z']);
    expect(window).toMatchObject({ skipped: 998, ended: true });
  });

  it('stays as it is when nothing came', () => {
    const window = append(emptyWindow, part(0, 'a\n'));
    expect(linesOf(append(window, part(2, '')))).toEqual(['a']);
    expect(prepend(window, part(0, ''))).toBe(window);
  });
});
