import { describe, expect, it } from '@jest/globals';
import { validBundle } from './valid-bundle.js';

describe('a bundle', () => {
  it.each([
    [{ 'text/html': 5 }, 'text/html: it must be a string, not a number.'],
    [{ 'text/plain': 5n }, 'text/plain: it must be a string, not a BigInt.'],
    [{ 'text/markdown': ['a', 1] }, 'text/markdown: it must be a string, not an array.'],
    [{ 'image/svg+xml': { a: 1 } }, 'image/svg+xml: it must be a string, not an object.'],
    [{ 'image/png': null }, 'image/png: it must be a string, not null.'],
    [{ 'application/pdf': true }, 'application/pdf: it must be a string, not a boolean.']
  ])('that no notebook can hold is refused: %p', (bundle, sentence) => {
    expect(() => validBundle(bundle)).toThrow(`Cannot show ${sentence} Only application/json and`);
  });

  it('holds text, lines of text, and any JSON under the types of JSON', () => {
    const bundle = {
      'text/plain': 'a',
      'text/html': ['<p>\n', '</p>'],
      'application/json': 5,
      'application/vnd.vega.v5+json': { a: [1] }
    };
    expect(validBundle(bundle)).toEqual(bundle);
  });

  it('holds bytes as front ends read them: in base64, and as text where the type is one', () => {
    expect(validBundle({ 'image/png': Uint8Array.of(1, 2, 3) })).toEqual({ 'image/png': 'AQID' });
    expect(validBundle({ 'image/svg+xml': Buffer.from('<svg/>') })).toEqual({ 'image/svg+xml': '<svg/>' });
  });
});
