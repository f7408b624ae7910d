/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { readAnsi, withoutAnsi } from './ansi.js';

const read = (line: string) =>
  readAnsi(line).map(({ text, classes, colour, background }) =>
    [text, ...classes.map(name => name.replace('sonde-ansi-', '')), colour, background]
      .filter(Boolean)
      .join(' ')
  );

describe('a line of a terminal', () => {
  it('without sequences is one piece', () => {
    expect(readAnsi('plain')).toEqual([{ text: 'plain', classes: [] }]);
    expect(readAnsi('')).toEqual([]);
  });

  it('keeps colours and weights, and ends them', () => {
    expect(read('\x1b[1;31merror\x1b[0m: \x1b[92mok\x1b[39m!')).toEqual([
      'error bold red',
      ': ',
      'ok bright-green',
      '!'
    ]);
    expect(read('\x1b[1m\x1b[4ma\x1b[22mb\x1b[44mc')).toEqual([
      'a bold underline',
      'b underline',
      'c underline on-blue'
    ]);
  });

  it('knows 256 colours and true colours', () => {
    expect(read('\x1b[38;5;9ma\x1b[38;5;196mb\x1b[48;5;240mc')).toEqual([
      'a bright-red',
      'b rgb(255, 0, 0)',
      'c rgb(255, 0, 0) rgb(88, 88, 88)'
    ]);
    expect(read('\x1b[38;2;1;2;3mx')).toEqual(['x rgb(1, 2, 3)']);
  });

  it('shows what a progress bar wrote last', () => {
    expect(read('10%\r50%\r100%\r')).toEqual(['100%']);
  });

  it('is cut where it is long, but not what a progress bar has overwritten', () => {
    expect(readAnsi('x'.repeat(20), 5)).toEqual([{ text: 'xxxxx …', classes: [] }]);
    expect(readAnsi(`${'10%\r'.repeat(20)}100%`, 5)).toEqual([{ text: '100%', classes: [] }]);
  });

  it('drops links, titles and moves of the cursor', () => {
    expect(read('\x1b]8;;http://a.b\x07link\x1b]8;;\x07\x1b[2K\x1b[3Aup\x1b7')).toEqual(['link', 'up']);
    expect(withoutAnsi('\x1b[1;31merror\x1b[0m')).toBe('error');
  });

  it('never makes markup of what a job prints', () => {
    expect(readAnsi('<img src=x onerror=alert(1)>')[0]?.text).toBe('<img src=x onerror=alert(1)>');
  });
});
