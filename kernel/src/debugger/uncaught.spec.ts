import { expect, test } from '@jest/globals';
import { functionAround, isCaughtIn } from './uncaught.js';

const code = `try {
  risky();
} catch {
  again();
} finally {
  last();
}
try {
  open();
} finally {
  shut();
}
try {
  list.map(() => {
    inner();
  });
} catch {}`;
const at = (text: string) => {
  const lines = code.split('\n');
  const line = lines.findIndex(one => one.includes(text));
  return { line, column: lines[line]?.indexOf(text) ?? 0 };
};

test('inside a try with a catch it is caught', () => {
  expect(isCaughtIn(code, at('risky'))).toBe(true);
});

test('not in the catch itself, nor in the finally, nor without a catch', () => {
  expect(['again', 'last', 'open'].map(text => isCaughtIn(code, at(text)))).toEqual([false, false, false]);
});

test('a function has to be asked by itself', () => {
  expect(isCaughtIn(code, at('inner'))).toBe(false);
  expect(isCaughtIn(code, at('list.map'))).toBe(true);
});

test('finds the function around a place', () => {
  expect(functionAround(code, at('inner'))).toEqual({
    start: { line: 13, column: 18 },
    end: { line: 15, column: 3 }
  });
  expect(functionAround(code, at('open'))).toBeUndefined();
});
