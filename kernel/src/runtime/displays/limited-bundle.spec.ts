import { describe, expect, it } from '@jest/globals';
import { limitedBundle } from './limited-bundle.js';

describe('a bundle', () => {
  it.each([
    [{ 'text/html': 5 }, 'text/html: it must be a string, not a number.'],
    [{ 'text/plain': 5n }, 'text/plain: it must be a string, not a BigInt.'],
    [{ 'text/markdown': ['a', 1] }, 'text/markdown: it must be a string, not an array.'],
    [{ 'image/svg+xml': { a: 1 } }, 'image/svg+xml: it must be a string, not an object.'],
    [{ 'image/png': null }, 'image/png: it must be a string, not null.'],
    [{ 'application/pdf': true }, 'application/pdf: it must be a string, not a boolean.']
  ])('that no notebook can hold is refused: %p', (bundle, sentence) => {
    expect(() => limitedBundle(bundle)).toThrow(`Cannot show ${sentence} Only application/json and`);
  });

  it('holds text, lines of text, and any JSON under the types of JSON', () => {
    const bundle = {
      'text/plain': 'a',
      'text/html': ['<p>\n', '</p>'],
      'application/json': 5,
      'application/vnd.vega.v5+json': { a: [1] }
    };
    expect(limitedBundle(bundle)).toEqual(bundle);
  });

  it('holds bytes as front ends read them: in base64, and as text where the type is one', () => {
    expect(limitedBundle({ 'image/png': Uint8Array.of(1, 2, 3) })).toEqual({ 'image/png': 'AQID' });
    expect(limitedBundle({ 'image/svg+xml': Buffer.from('<svg/>') })).toEqual({ 'image/svg+xml': '<svg/>' });
  });

  it('says in a sentence why something is no JSON', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const refused = (value: unknown) => () => limitedBundle({ 'application/json': value });
    expect(refused({ a: 1n })).toThrow(
      /^Cannot show application\/json: it must be JSON, which has no BigInt\. Make it a number or a string first\.$/
    );
    expect(refused(circle)).toThrow(
      /: it must be JSON, and an object that contains itself \(a circular structure\) is none\.$/
    );
    const stubborn = {
      toJSON() {
        throw new Error('never');
      }
    };
    expect(refused(stubborn)).toThrow(/: it must be JSON, and making JSON of it failed: never$/);
  });
});
