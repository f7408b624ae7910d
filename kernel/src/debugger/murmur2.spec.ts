import { expect, test } from '@jest/globals';
import { murmur2 } from './murmur2.js';

/** What JupyterLab 4.6's own implementation says. */
const known: [string, number][] = [
  ['', 3990065800],
  ['a', 2167009006],
  ['ab', 2805137849],
  ['abc', 3350977461],
  ['abcd', 804720481],
  ['const a = 1;\nlet b = a + 1;', 3710674584],
  ['größer 🦆 als', 2116430066],
  ['x'.repeat(1000), 2976633443]
];

test.each(known)('hashes %j as JupyterLab does', (text, hash) => {
  expect(murmur2(text, 0xc70f6907)).toBe(hash);
});

test('another seed, another hash', () => {
  expect(murmur2('a', 1)).not.toBe(murmur2('a', 2));
});
