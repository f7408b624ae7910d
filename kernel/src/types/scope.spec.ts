import { describe, expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { NotebookScope } from './scope.js';

const text = (scope: NotebookScope, code: string) => scope.moduleText(code, parseCell(code));
const add = (scope: NotebookScope, run: number, code: string) =>
  scope.add(run, code, parseCell(code), text(scope, code));
const nothing = 'import {  } from "./cell.names";';

describe('NotebookScope', () => {
  it('brings names in as their kind wants, on one line before the cell', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'let n = 1; const c = 2; class K {} type T = 1;');
    expect(text(scope, 'n + c + K; let t: T')).toBe(
      'import { n$1 as n$$home, c$1 as c, K$1 as K, type T$1 as T } from "./cell.names"; ' +
        'declare let n: typeof n$$home;\nn + c + K; let t: T\nexport { t };\n'
    );
    expect(scope.exportsOf(1, 'cell9')).toBe(
      'export { n as n$1, c as c$1, K as K$1, T as T$1 } from "./cell9";'
    );
  });

  it('leaves out what the cell does not mention or declares itself, and what it exports', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'const a = 1, b = 2;');
    expect(text(scope, 'export const a = 3;')).toBe(`${nothing}\nexport const a = 3;\nexport {  };\n`);
  });

  it('offers everything to completion', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'const a = 1;');
    expect(scope.moduleText('', parseCell(''), true)).toContain('import { a$1 as a }');
  });

  it('knows a cell that stands already, until another takes one of its names or what it uses', () => {
    const scope = new NotebookScope();
    const stands = (code: string) => scope.stands(parseCell(code), text(scope, code));
    add(scope, 1, 'const a = 1, b = 2;');
    expect(stands('const a = 1, b = 2;')).toBe(true);
    expect(stands('const a = 1, b = 3;')).toBe(false);
    add(scope, 2, 'const c = a;');
    expect(stands('const c = a;')).toBe(true);
    add(scope, 3, 'const a = "x";');
    expect(stands('const a = 1, b = 2;')).toBe(false);
    expect(stands('const c = a;')).toBe(false);
    expect(stands('a + c')).toBe(true);
  });

  it('forgets cells that no name leads to, but not those another cell stands on', () => {
    const scope = new NotebookScope();
    add(scope, 1, 'const a = 1;');
    add(scope, 2, 'const b = a;');
    expect(add(scope, 3, 'const a = "x";')).toEqual([]);
    expect(add(scope, 4, 'const b = 1;')).toEqual([1, 2]);
  });
});
