import { describe, expect, it } from '@jest/globals';
import type { SondeError } from '@sonde/schema/error';
import { modelReference } from './is-widget.js';
import { plainValue } from './plain-value.js';

const sent = (value: unknown) => plainValue(value, { what: 'The state "s"', root: 's' });

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, hint } = error as SondeError;
    return `${message} | ${hint}`;
  }
  return 'it was taken';
}

describe('a value for the browser', () => {
  it('is JSON with bytes and widgets in it', () => {
    const points = new Float32Array([1]);
    class Point {
      x = points;
      get far() {
        return true;
      }
    }
    expect(
      sent({
        a: [1, 'x', null, undefined],
        points,
        at: new Point(),
        of: { [modelReference]: () => 'IPY_MODEL_1' }
      })
    ).toEqual({ a: [1, 'x', null, undefined], points, at: { x: points }, of: 'IPY_MODEL_1' });
  });

  it('is what toJSON says, as a Date is its text', () => {
    expect(sent([new Date(0), new URL('http://a/b'), { toJSON: () => [new Date(1)] }])).toEqual([
      '1970-01-01T00:00:00.000Z',
      'http://a/b',
      ['1970-01-01T00:00:00.001Z']
    ]);
  });

  it('may hold the same object twice, but not within itself', () => {
    const one = { n: 1 };
    expect(sent([one, one])).toEqual([{ n: 1 }, { n: 1 }]);
    const circle: Record<string, unknown> = {};
    circle.list = [0, { 'a-b': circle }];
    expect(refusal(() => sent(circle))).toMatch(
      /^The state "s" contains itself, at s\.list\[1\]\["a-b"\] \|/
    );
  });

  it.each([
    [() => 1, /s\.x is a function \| What is to run in the browser belongs into render/],
    [Symbol('a'), /s\.x is a symbol/],
    [1n, /s\.x is a bigint \| Write Number\(…\) or String\(…\)/],
    [new Map(), /s\.x is a Map \| Write Object\.fromEntries/],
    [new Set(), /s\.x is a Set/],
    [/a/, /s\.x is a RegExp \| JSON, typed arrays and widgets can/],
    [new Error('no'), /s\.x is an Error/],
    [Promise.resolve(), /s\.x is a Promise \| Write await/]
  ])('is not %p', (x, sentence) => {
    expect(refusal(() => sent({ x }))).toMatch(sentence);
  });

  it('has no bytes in it where they go beside it', () => {
    const message = () => plainValue({ a: Buffer.from('a') }, { what: 'It', root: 'content', bytes: false });
    expect(refusal(message)).toMatch(/^It cannot go to the browser: content\.a is bytes \| .*send\(content/);
  });

  it('is refused where it was given, however deep the reason lies', () => {
    let deep: unknown = 1n;
    for (let i = 0; i < 50; i++) deep = [deep];
    function given() {
      return sent(deep);
    }
    let stack: string | undefined;
    try {
      given();
    } catch (error) {
      stack = (error as Error).stack;
    }
    expect(stack).toMatch(/at given/);
  });
});
