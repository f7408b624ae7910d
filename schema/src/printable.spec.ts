import { describe, expect, it } from '@jest/globals';
import { printable } from './printable.js';

describe('printable', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a cleared screen', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['the name of the window', '\u001b]0;owned\u0007x\u001b]0;owned\u001b\\y', 'xy'],
    ['a link', '\u001b]8;;http://e.org\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['sequences in eight bits', '\u009b2Ja\u009d0;x\u009cb', 'ab'],
    ['a carriage return, which hides what stands before it', 'safe\rrm', 'safe rm'],
    ['backspaces and a bell', 'a\b\u0007b', 'a  b']
  ])('takes out %s', (_, text, left) => {
    expect(printable(text)).toBe(left);
  });

  it('leaves lines, tabs and letters of any script', () => {
    const text = '# Größe\n\tκόσμος 🐕\n';
    expect(printable(text)).toBe(text);
  });
});
