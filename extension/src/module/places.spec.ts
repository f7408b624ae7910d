import { describe, expect, it } from '@jest/globals';
import { formatBytes } from './format-bytes.js';
import { safeLink } from './safe-link.js';
import { serverPath } from './server-path.js';

describe('a path of the file browser', () => {
  it.each([
    ['a/b.png', '/home/me/work', '/home/me/work/a/b.png'],
    ['b.png', '~/work/', '~/work/b.png'],
    ['RTC:a/b.png', '/work', '/work/a/b.png'],
    ['S3:a/b.png', '/work', undefined],
    ['a/b:c.png', '/work', '/work/a/b:c.png']
  ])('%s below %s lies at %s', (path, root, found) => {
    expect(serverPath(path, root)).toBe(found);
  });
});

describe('a link of a card', () => {
  it.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['javascript:alert(1)', undefined],
    [' JavaScript:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['not an address', undefined],
    [undefined, undefined]
  ])('%s', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });
});

it.each([
  [999, '999 bytes'],
  [9_300_000, '9.3 MB'],
  [123_456_789, '123 MB']
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
