import { expect, test } from '@jest/globals';
import { placeFor, type BreakPlace } from './break-places.js';

const at = (line: number, column: number): BreakPlace => ({
  generated: { line: line + 10, column },
  original: { line, column }
});
const places = [at(0, 0), at(2, 4), at(2, 9), at(5, 0)];

test('the first place of the line', () => {
  expect(placeFor(places, { line: 2 })).toBe(places[1]);
});

test('the first at or behind the column, else the first of the line', () => {
  expect(placeFor(places, { line: 2, column: 5 })).toBe(places[2]);
  expect(placeFor(places, { line: 2, column: 30 })).toBe(places[1]);
});

test('a line without a place gives way to the next that has one', () => {
  expect(placeFor(places, { line: 3 })).toBe(places[3]);
  expect(placeFor(places, { line: 6 })).toBeUndefined();
});
