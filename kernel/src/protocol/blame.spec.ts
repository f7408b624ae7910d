import { describe, expect, it } from '@jest/globals';
import { blame } from './blame.js';

const runs: Record<string, number> = { '/n/cell-1.ts': 1, '/n/cell-2.ts': 2 };

describe('an error of the background', () => {
  it.each([
    ['the cell’s own code', '    at /n/cell-1.ts:3:5', 1],
    ['an await of it', '    at load (/n/lib.js:1:1)\n    at async /n/cell-2.ts:1:20', 2],
    ['whoever called a function of another cell', '    at f (/n/cell-1.ts:1:1)\n    at /n/cell-2.ts:1:1', 2],
    [
      'a callback',
      '    at Timeout._onTimeout (/n/cell-1.ts:1:40)\n    at listOnTimeout (node:internal/timers:581:17)',
      1
    ],
    [
      'a callback of an emitter',
      '    at Socket.<anonymous> (/n/cell-1.ts:1:40)\n    at Socket.emit (node:events:1:1)',
      1
    ],
    ['nobody: a function that any cell may have called', '    at f (/n/cell-1.ts:1:1)', undefined],
    ['nobody: code of a package', '    at g (/n/lib.js:1:1)\n    at async Promise.all (index 0)', undefined],
    ['nobody: no stack', '', undefined]
  ])('belongs to %s', (_whose, stack, run) => {
    expect(blame(stack, file => runs[file])).toBe(run);
  });
});
