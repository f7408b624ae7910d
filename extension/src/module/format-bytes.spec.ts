import { expect, it } from '@jest/globals';
import { formatBytes } from './format-bytes.js';

it.each([
  [999, '999 bytes'],
  [9_300_000, '9.3 MB'],
  [123_456_789, '123 MB']
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
