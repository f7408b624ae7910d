import { expect, test } from '@jest/globals';
import { expressionCode, programCode } from './expression.js';

test('types are erased, and statements may be several', () => {
  expect(expressionCode('(x as number) + 1').replace(/ +/g, ' ')).toBe('(x ) + 1');
  expect(programCode('{ a: 1 }')).toBe('({ a: 1 }\n)');
  expect(programCode('const y: number = 1; y').replace(/ +/g, ' ')).toBe('const y = 1; y');
});

test.each([
  'await Promise.resolve(3)',
  'const three = await slow(); three',
  'for await (const one of all) console.log(one)',
  '{ await using file = open(); }',
  '[1, await two()]'
])('nothing is awaited: %s', text => {
  expect(() => programCode(text)).toThrow(/^Nothing can be awaited in the debugger/);
});

test('a function that awaits may be called', () => {
  expect(programCode('(async () => await slow())()')).toBe('((async () => await slow())()\n)');
  expect(programCode('async function later() { await slow(); }')).toContain('await slow()');
});

test('a condition that awaits would never be met, and is refused', () => {
  expect(() => expressionCode('await isReady()')).toThrow(/^Nothing can be awaited/);
});
