import { describe, expect, it } from '@jest/globals';
import { limitedBundle } from './limited-bundle.js';

describe('a bundle', () => {
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
