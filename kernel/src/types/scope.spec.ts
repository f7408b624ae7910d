import { describe, expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { declaredNames } from './names.js';
import { importedNames, moduleText, NotebookScope, type Home } from './scope.js';

const add = (scope: NotebookScope, run: number, code: string, used: string[] = []) =>
  scope.add(
    run,
    declaredNames(parseCell(code)),
    code,
    used.flatMap(name => scope.home(name) ?? [])
  );
const homes: [string, Home][] = [
  ['n', { file: 'cell.names.ts', kind: 'let', run: 1 }],
  ['c', { file: 'cell.names.ts', kind: 'const', run: 1 }],
  ['T', { file: 'written2.tsx', kind: 'type' }],
  ['w', { file: 'written2.tsx', kind: 'let' }]
];

describe('moduleText', () => {
  it('brings names in as their kind wants, on one line before the cell', () => {
    const code = 'n + c; let t: T; export const e = 1;';
    expect(moduleText(code, parseCell(code), homes)).toBe(
      "import { n$1 as n$$home, c$1 as c } from './cell.names'; import { type T } from './written2'; " +
        "import { w as w$$home } from './written2'; declare let n: typeof n$$home; declare let w: typeof w$$home;" +
        `\n${code}\nexport { t };\n`
    );
  });

  it('imports everything for who wants to follow a name home', () => {
    expect(moduleText('', parseCell(''), homes, { assignable: false })).toBe(
      "import { n$1 as n, c$1 as c } from './cell.names'; import { type T } from './written2'; " +
        "import { w } from './written2';\n\nexport {  };\n"
    );
  });

  it('says on that line which names they are', () => {
    const code = 'import { x } from "y"; n';
    for (const assignable of [true, false]) {
      const text = moduleText(code, parseCell(code), homes, { assignable });
      expect([...importedNames(text)]).toEqual(['n', 'c', 'T', 'w']);
    }
  });

  it('types the names that JavaScript makes by assigning to them', () => {
    const code = 'x = n';
    expect(moduleText(code, parseCell(code, 'javascript'), homes.slice(0, 1), { implied: ['x'] })).toBe(
      "import { n$1 as n$$home } from './cell.names'; let /** @type {typeof n$$home} */ n; let x;" +
        '\nx = n\nexport {  };const x$end = x; export { x$end as x };\n'
    );
  });
});

describe('NotebookScope', () => {
  it('takes a value and a type under one name for a value', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'interface P {} const P = 1; type T = 1; let n = 1');
    expect(['P', 'T', 'n', 'x'].map(name => scope.home(name)?.kind)).toEqual([
      'const',
      'type',
      'let',
      undefined
    ]);
    expect(scope.exportsOf(1, 'cell.9')).toBe("export { P as P$1, T as T$1, n as n$1 } from './cell.9';");
  });

  it('knows a cell that stands already, until another takes one of its names', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'const a = 1, b = 2;');
    expect(scope.stands(['a', 'b'], 'const a = 1, b = 2;')).toBe(true);
    expect(scope.stands(['a', 'b'], 'const a = 1, b = 3;')).toBe(false);
    add(scope, 2, 'const a = "x";');
    expect(scope.stands(['a', 'b'], 'const a = 1, b = 2;')).toBe(false);
    expect(scope.stands([], 'anything')).toBe(true);
  });

  it('forgets cells that no name leads to, but not those another cell stands on', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'const a = 1;');
    add(scope, 2, 'const b = a;', ['a']);
    expect(add(scope, 3, 'const a = "x";')).toEqual([]);
    expect(add(scope, 4, 'const b = 1;')).toEqual([1, 2]);
  });
});
