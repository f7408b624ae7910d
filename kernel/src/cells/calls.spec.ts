import { describe, expect, it } from '@jest/globals';
import { literalCalls } from './calls.js';
import { parseCell } from './parse.js';

function calls(code: string): unknown[] {
  return literalCalls(parseCell(code)).map(({ callee, fields }) => [
    /^\w+/.exec(code.slice(callee))?.[0],
    Object.fromEntries(fields.map(({ name, value, start, end }) => [name, [value, code.slice(start, end)]]))
  ]);
}

describe('calls with literal arguments', () => {
  it('are found with each field and where it stands', () => {
    expect(calls("await model.train('x', { epochs: -1, mode: 'head', deep: true })")).toEqual([
      ['train', { epochs: [-1, '-1'], mode: ['head', "'head'"], deep: [true, 'true'] }]
    ]);
  });

  it('are found wherever they stand', () => {
    expect(
      calls('const f = async () => { for (const a of b) await a.go({ n: 1 }, [g({ m: 2 })]); };')
    ).toEqual([
      ['go', { n: [1, '1'] }],
      ['g', { m: [2, '2'] }]
    ]);
  });

  it('leave out what is computed, spread, or no literal', () => {
    expect(calls('f({ [a]: 1, ...b, c, d: e + 1, g: `h`, i() {} }); f(1); f(); (0, f)({ a: 1 })')).toEqual(
      []
    );
  });
});
