import { Session, type Runtime } from 'node:inspector';
import { afterAll, expect, test } from '@jest/globals';
import { typeForLab, valueText } from './value-text.js';

const session = new Session();
session.connect();
afterAll(() => session.disconnect());

function remote(expression: string): Promise<Runtime.RemoteObject> {
  return new Promise((resolve, reject) => {
    session.post('Runtime.evaluate', { expression, generatePreview: true }, (error, answer) =>
      error ? reject(error) : resolve(answer.result)
    );
  });
}

test.each([
  ['1', '1'],
  ['-0', '-0'],
  ['10n', '10n'],
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['"it\'s"', "'it\\'s'"],
  ['"a\\nb"', "'a\\nb'"],
  ['[1, "a", null]', "(3) [1, 'a', null]"],
  ['({ a: 1, b: { c: 2 } })', '{a: 1, b: {…}}'],
  ['(class Point { x = 1 }, new (class Point { x = 1 })())', 'Point {x: 1}'],
  ['new Map([["a", 1]])', "Map(1) {'a' → 1}"],
  ['new Set([1])', 'Set(1) {1}'],
  ['new Uint8Array(3)', 'Uint8Array(3) [0, 0, 0]'],
  ['/x/g', '/x/g'],
  ['new RangeError("too far")', 'RangeError: too far'],
  ['(function add(a , b ) { return a + b })', 'ƒ add(a, b)'],
  ['(class A extends Array { m() {} })', 'class A extends Array'],
  ['Symbol("s")', 'Symbol(s)']
])('%s is %s', async (expression, text) => {
  expect(valueText(await remote(expression))).toBe(text);
});

test('JupyterLab is told a type only where it shows the value beside it', async () => {
  const types = await Promise.all(['1', '1.5', '"a"', 'true', '[]', 'null'].map(remote));
  expect(types.map(typeForLab)).toEqual(['int', 'float', 'str', 'bool', undefined, undefined]);
});
