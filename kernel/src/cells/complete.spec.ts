import { describe, expect, it } from '@jest/globals';
import { completeness } from './complete.js';

describe('completeness', () => {
  it.each([
    '1',
    'await x',
    'const a: T = { b: 1 }',
    '<div>x</div>',
    '',
    '// text',
    'let a; let a',
    'JSON?',
    '?a.b',
    'größe??'
  ])('takes %j for whole', source => {
    expect(completeness(source)).toEqual({ status: 'complete' });
  });

  it.each([
    ['if (a) {', '  '],
    ['  f(', '    '],
    ['f(a,', '  '],
    ['f([1, {', '  '],
    ['f({\n\ta: [', '\t\t'],
    ['const a = [1,\n  2,', '  '],
    ['f(\n  a,\n  b', '  '],
    ['if (a) {\n  b();\n', '  '],
    ['if (a) {\n  b(() => {\n    c();\n  });', '  '],
    ['if (a)', '  '],
    ['if (a) // why', '  '],
    ['while (f(a))', '  '],
    ['if (a) {\n    b();\n}\nelse', '  '],
    ['if (a) b(); else', '  '],
    ['const f = a =>', '  '],
    ['switch (a) {\n  case 1:', '    '],
    ['f("{", /[(]/, // (', '  '],
    ['f("{"); /* ( */ g = /[/(]/; 1 +', ''],
    ['`text', ''],
    ['`text ${', '  '],
    ['`text ${a} more', ''],
    ['  `text {(', ''],
    ['/* text (', ''],
    ['1 +', ''],
    ['a?.', ''],
    ['a.', ''],
    ['try {\n}', ''],
    ['"text \\', '']
  ])('wants more after %j', (source, indent) => {
    expect(completeness(source)).toEqual({ status: 'incomplete', indent });
  });

  it.each(['}', '1 +* 2', 'let = 7q', '"text', 'a b', 'else', 'if (a) }', 'f(a))', 'return', '/text'])(
    'calls %j invalid',
    source => {
      expect(completeness(source)).toEqual({ status: 'invalid' });
    }
  );
});
