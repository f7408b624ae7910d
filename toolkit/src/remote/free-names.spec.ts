import { describe, expect, it } from '@jest/globals';
import { freeNames } from './free-names.js';

describe('freeNames', () => {
  it('are those that the function does not bind itself', async () => {
    const source = `async ({ scale }, ...rest) => {
      const { data: mine, [key]: other = fallback } = await read(path);
      function inner(mine) { return mine + outer; }
      for (const row of rows) { let local = row; inner(local); }
      class Shape extends Base { #x = start; area() { return this.#x * Shape.factor; } }
      label: for (;;) { break label; }
      try { inner(rest); } catch (problem) { console.log(problem, scale, mine, other); }
      return { shorthand, plain: 1, [computed]: new Shape().area() };
    }`;
    expect(await freeNames(source)).toEqual([
      'key',
      'fallback',
      'read',
      'path',
      'outer',
      'rows',
      'Base',
      'start',
      'console',
      'shorthand',
      'computed'
    ]);
  });

  it('include a name that an inner block binds and an outer one does not', async () => {
    expect(await freeNames('() => { { let data = 1; use(data); } return data; }')).toEqual(['use', 'data']);
  });

  it('of a function and a class do not include their own', async () => {
    expect(await freeNames('function fact(n) { return n < 2 ? 1 : n * fact(n - 1); }')).toEqual([]);
    expect(await freeNames('class A extends B { static made = new A(); }')).toEqual(['B']);
  });
});
