import { describe, expect, it } from '@jest/globals';
import { explain } from './failure.mjs';

describe('failures of the set-up', () => {
  it.each([
    ['npm error code ENOSPC', 'the disk is full', /4 GB/],
    ['OSError: [Errno 28] No space left on device', 'the disk is full', /4 GB/],
    [
      'The virtual environment was not created: ensurepip is not available',
      'this Python has no venv module',
      /python3-venv/
    ],
    [
      'npm error request to registry failed, reason: getaddrinfo ENOTFOUND registry',
      'the package registry cannot be reached',
      /network/
    ],
    [
      'NewConnectionError: Failed to establish a new connection',
      'the package registry cannot be reached',
      /network/
    ],
    ['EACCES: permission denied, mkdir', 'a file may not be written', /owns/],
    [
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE',
      'a downloaded package is not the one',
      /cache/
    ]
  ])('says what to do about "%s"', (output, message, hint) => {
    const failure = explain('install things', output, 'a.log');
    expect(failure.message).toContain(`Cannot install things: ${message}`);
    expect(failure.hint).toMatch(hint);
  });

  it('shows the last words of a command it does not know, and names the log', () => {
    const failure = explain('build', 'one\ntwo\nsrc/a.ts(3,1): error TS1', 'logs/build.log');
    expect(failure.message).toContain('error TS1');
    expect(failure.hint).toContain('logs/build.log');
  });
});
