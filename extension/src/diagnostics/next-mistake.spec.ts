import { expect, it } from '@jest/globals';
import { nextMistake } from './next-mistake.js';
import type { Mark } from './ranges.js';

const mark = (from: number, severity: Mark['severity'] = 'error'): Mark => ({
  from,
  to: from + 1,
  severity,
  message: String(from),
  fixes: []
});
const cells = [
  { id: 'a', marks: [mark(9), mark(4), mark(2, 'hint')] },
  { id: 'b', marks: [] },
  { id: 'c', marks: [mark(0, 'warning')] }
];
const after = (cell: string, offset: number) => {
  const found = nextMistake(cells, { cell, offset });
  return found && `${found.cell}${found.mark.from}`;
};

it('goes on in the cell, then in the next ones, and begins anew', () => {
  expect([after('a', 0), after('a', 4), after('a', 9), after('b', 0), after('c', 0)]).toEqual([
    'a4',
    'a9',
    'c0',
    'c0',
    'a4'
  ]);
});

it('begins at the first where nothing is said of a place', () => {
  expect(nextMistake(cells, undefined)?.mark.from).toBe(4);
});

it('finds nothing where nothing is wrong', () => {
  expect(nextMistake([{ id: 'a', marks: [mark(1, 'hint')] }], { cell: 'a', offset: 0 })).toBeUndefined();
});
