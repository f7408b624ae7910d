/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { LogPart } from '@sonde/schema';
import { append, emptyWindow, endOf, linesOf, prepend, startOf } from './log-window.js';

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
    expect(linesOf(window)).toHaveLength(4);
    expect(startOf(window)).toBe(12);
  });

  it('holds more once earlier lines were asked for', () => {
    const window = prepend(append({ ...emptyWindow, most: 2 }, part(4, 'c\nd\n')), part(0, 'a\nb\n'));
    expect(linesOf(append(window, part(8, 'e\n')))).toEqual(['a', 'b', 'c', 'd', 'e']);
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
