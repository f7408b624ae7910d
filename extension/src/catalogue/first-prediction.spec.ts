import { describe, expect, it } from '@jest/globals';
import { lastToRun } from './first-prediction.js';

describe('the cells that run at once', () => {
  it('end with the first prediction', () => {
    expect(lastToRun(['', 'const m = await load("x")', '', 'await m.predict(a)', 'await m.train(b)'])).toBe(
      3
    );
  });

  it('are those up to the first one with code where nothing is predicted', () => {
    expect(lastToRun(['', 'const m = await load("x")', 'await m.train(b)'])).toBe(1);
  });
});
