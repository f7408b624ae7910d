import { describe, expect, it } from '@jest/globals';
import { asksForCommand } from './asks-for-command.js';

describe('asksForCommand', () => {
  it.each([
    [[], true],
    [['install', '--user'], true],
    [['--version'], true],
    [['-h'], true],
    [['instal'], true],
    [['instal', '--user'], true],
    [['/run/kernel-1.json'], false],
    [['gone.json'], false],
    [['./instal'], false],
    [['C:\\run\\kernel-1'], false],
    // There is one in the folder that tests run in.
    [['LICENSE'], false],
    [['--language', 'javascript', '/run/kernel-1.json'], false]
  ])('%j: %s', (args, asks) => {
    expect(asksForCommand(args)).toBe(asks);
  });
});
