import { afterEach, expect, jest, test } from '@jest/globals';
import { conditionCode } from './condition.js';

/** As V8 would: in the frame. */
function evaluate(code: string | undefined, i: number): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is made for this
  return new Function('i', `return ${code}`)(i);
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('sonde.breakpoints'));
});

test('nothing is asked of a plain breakpoint', () => {
  expect(conditionCode({}, 1)).toBeUndefined();
  expect(conditionCode({ condition: '  ' }, 1)).toBeUndefined();
});

test('a condition is TypeScript', () => {
  const code = conditionCode({ condition: '(i as number) > 3' }, 1);
  expect([3, 4].map(i => Boolean(evaluate(code, i)))).toEqual([false, true]);
});

test.each([
  ['3', [false, false, true, true]],
  ['== 2', [false, true, false, false]],
  ['% 2', [false, true, false, true]],
  ['<3', [true, true, false, false]]
])('counts hits: %s', (hitCondition, stops) => {
  const code = conditionCode({ hitCondition }, 7);
  expect([0, 1, 2, 3].map(i => evaluate(code, i))).toEqual(stops);
});

test('only hits that meet the condition count', () => {
  const code = conditionCode({ condition: 'i % 2 === 0', hitCondition: '2' }, 8);
  expect([0, 1, 2].map(i => Boolean(evaluate(code, i)))).toEqual([false, false, true]);
});

test('a message is printed and does not stop', () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const code = conditionCode({ logMessage: 'i is {i}, `tick` and $5' }, 9);
  expect(evaluate(code, 5)).toBeFalsy();
  expect(log).toHaveBeenCalledWith('i is 5, `tick` and $5');
  log.mockRestore();
});

test('what cannot be understood is said', () => {
  expect(() => conditionCode({ hitCondition: 'often' }, 1)).toThrow('"often" is no number of hits');
  expect(() => conditionCode({ condition: 'i >' }, 1)).toThrow('"i >" is no expression');
});
