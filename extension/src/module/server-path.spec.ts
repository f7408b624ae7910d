import { describe, expect, it } from '@jest/globals';
import { serverPath } from './server-path.js';

describe('a path of the file browser', () => {
  it.each([
    ['a/b.png', '/srv/data', '/srv/data/a/b.png'],
    ['b.png', '~/notes/', '~/notes/b.png'],
    ['RTC:a/b.png', '/srv/data', '/srv/data/a/b.png'],
    ['S3:a/b.png', '/srv/data', undefined],
    ['a/b:c.png', '/srv/data', '/srv/data/a/b:c.png']
  ])('%s below %s lies at %s', (path, root, found) => {
    expect(serverPath(path, root)).toBe(found);
  });
});
