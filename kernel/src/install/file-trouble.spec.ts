import { describe, expect, it } from '@jest/globals';
import { fileTrouble } from './file-trouble.js';

const error = (code: string, text: string) =>
  Object.assign(new Error(`${code}: ${text}, mkdir '/a/b'`), { code, path: '/a/b' });

describe('fileTrouble', () => {
  it.each([
    ['EACCES', 'permission denied', 'access to /a/b is denied'],
    ['EPERM', 'operation not permitted', 'access to /a/b is denied'],
    ['EROFS', 'read-only file system', '/a/b is on a file system that cannot be written'],
    ['ENOSPC', 'no space left on device', 'there is no room left for /a/b'],
    ['ENOTDIR', 'not a directory', '/a/b is not a folder'],
    ['EIO', 'i/o error', 'the system says of /a/b: EIO: i/o error']
  ])('has words for %s', (code, text, words) => {
    expect(fileTrouble(error(code, text))).toBe(words);
  });

  it('speaks of another path where that is to blame', () => {
    expect(fileTrouble(error('EPERM', 'operation not permitted'), '/a')).toBe('access to /a is denied');
  });
});
