import { describe, expect, it } from '@jest/globals';
import { errorContent, syntaxErrorContent, withPlaces, type CellSource } from './traceback.js';

const cell: CellSource = {
  label: '3',
  source: 'const a = 1;\n  a.b.c;\ndone();',
  mapping: ({ line, column }) => ({ line, column: column - 1 })
};
const file: CellSource = {
  label: 'lib/pos.ts',
  isFile: true,
  source: 'enum A { B }\nfail();',
  mapping: ({ column }) => (column > 50 ? undefined : { line: 1, column: 0 })
};
const sources: Record<string, CellSource> = {
  '/n/cell-3.ts': cell,
  'file:///n/lib/pos.ts?changed=12.5': file
};
const find = (name: string) => sources[name];

// eslint-disable-next-line no-control-regex -- the escape character begins a colour
const plain = (lines: string[]) => lines.join('\n').replace(/\u001b\[\d+m/g, '');

describe('errorContent', () => {
  it('points at the line and column of the cell, and hides Node’s and the kernel’s frames', () => {
    const stack = [
      '    at f (/n/cell-3.ts:2:6)',
      '    at helper (/n/helper.js:1:2)',
      '    at Script.runInContext (node:vm:149:12)',
      `    at RunningCell.start (${new URL('../runtime/cell.js', import.meta.url).href}:1:1)`
    ].join('\n');
    const { ename, evalue, traceback } = errorContent({ name: 'TypeError', message: 'bad', stack }, find);
    expect([ename, evalue]).toEqual(['TypeError', 'bad']);
    expect(plain(traceback)).toBe(
      [
        'TypeError: bad',
        '    at f (Cell [3] line 2 column 5)',
        '      1 | const a = 1;',
        '    > 2 |   a.b.c;',
        '        |     ^',
        '      3 | done();',
        '    at helper (/n/helper.js:1:2)'
      ].join('\n')
    );
  });

  it('shows a sentence with its hint and fields, and no foreign frames', () => {
    const report = {
      name: 'SondeError',
      message: 'Cannot load "x"',
      stack: '    at load (/lib/load.js:1:1)\n    at /n/cell-3.ts:1:2',
      hint: 'Did you mean "y"?',
      fields: { topk: ['must be positive'] },
      sentence: true
    };
    const { evalue, traceback } = errorContent(report, find);
    expect(evalue).toBe('Cannot load "x"\ntopk: must be positive\nDid you mean "y"?');
    expect(plain(traceback)).not.toContain('/lib/load.js');
    expect(plain(traceback)).toContain('Cell [3] line 1 column 1');
  });

  it('follows causes and aggregated errors, not without end', () => {
    const inner = { name: 'RangeError', message: 'inner', stack: '' };
    const { traceback } = errorContent(
      { name: 'E', message: 'outer', stack: '', cause: inner, errors: [inner] },
      find
    );
    expect(plain(traceback)).toBe('E: outer\n  RangeError: inner\nCaused by RangeError: inner');
  });
});

it('names a cause that is no error as what it is', () => {
  const cause = { name: 'Uncaught', message: "{ code: 'E' }", stack: '', isValue: true };
  const { traceback } = errorContent({ name: 'E', message: 'outer', stack: '', cause }, find);
  expect(plain(traceback)).toBe("E: outer\nCaused by { code: 'E' }");
});

describe('a file that is not run as it is written', () => {
  it('is pointed into, as the cell that called it is', () => {
    const stack =
      '    at fail (file:///n/lib/pos.ts?changed=12.5:9:9)\n    at /n/cell-3.ts:3:2\n    at f (file:///n/a.js?changed=7:1:2)';
    const { traceback } = errorContent({ name: 'E', message: 'm', stack }, find);
    expect(plain(traceback)).toBe(
      [
        'E: m',
        '    at fail (lib/pos.ts line 2 column 1)',
        '      1 | enum A { B }',
        '    > 2 | fail();',
        '        | ^',
        '    at Cell [3] line 3 column 1',
        '      2 |   a.b.c;',
        '    > 3 | done();',
        '        | ^',
        '    at f (file:///n/a.js:1:2)'
      ].join('\n')
    );
  });
});

describe('withPlaces', () => {
  const own = new URL('../runtime/cell.js', import.meta.url).pathname;

  it('names cells and files in printed stacks, and leaves out what is below them', () => {
    const printed = [
      'failed: [',
      '  Error: x',
      '      at f (/n/cell-3.ts:2:6)',
      '      at async file:///n/lib/pos.ts?changed=12.5:9:9',
      '      at file:///n/lib/pos.ts?changed=12.5:9:99',
      `      at RunningCell.start (${own}:1:1)`,
      '      at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {',
      "    code: 'E'",
      '  }',
      ']'
    ];
    expect(withPlaces(printed.join('\n'), find).split('\n')).toEqual([
      'failed: [',
      '  Error: x',
      '      at f (Cell [3] line 2 column 5)',
      '      at lib/pos.ts line 2 column 1 {',
      "    code: 'E'",
      '  }',
      ']'
    ]);
  });

  it('changes nothing else', () => {
    for (const text of [
      'x',
      '    at home\n    at (/n/cell-3.ts:x)\n',
      `    at start (${own}:1:1)\n    at node:vm:1:1`,
      'look    at /n/cell-3.ts:2:6',
      `    at ${' '.repeat(1e6)}x`
    ])
      expect(withPlaces(text, find)).toBe(text);
  });
});

describe('syntaxErrorContent', () => {
  it('marks the place', () => {
    const { traceback } = syntaxErrorContent('Unexpected token', { line: 2, column: 0 }, cell);
    expect(plain(traceback)).toContain('Cell [3] line 3 column 1');
  });
});
