import { describe, expect, it } from '@jest/globals';
import { parseCell } from '../cells/parse.js';
import { NotebookScope } from './scope.js';

const add = (scope: NotebookScope, file: string, code: string) => scope.add(file, code, parseCell(code));
const text = (scope: NotebookScope, code: string) => scope.moduleText(code, parseCell(code));

describe('NotebookScope', () => {
  it('brings names in as their kind wants, on one line before the cell', () => {
    const scope = new NotebookScope();
    add(scope, 'cell1.ts', 'let n = 1; const c = 2; class K {} type T = 1;');
    expect(text(scope, 'n + c + K; let t: T')).toBe(
      'declare let n: typeof import("./cell1").n; import { c } from "./cell1"; import { K } from "./cell1"; ' +
        'import type { T } from "./cell1";\nn + c + K; let t: T\nexport { t };\n'
    );
  });

  it('leaves out what the cell does not mention or declares itself, and what it exports', () => {
    const scope = new NotebookScope();
    add(scope, 'cell1.ts', 'const a = 1, b = 2;');
    expect(text(scope, 'export const a = 3;')).toBe('\nexport const a = 3;\nexport {  };\n');
  });

  it('offers everything to completion', () => {
    const scope = new NotebookScope();
    add(scope, 'cell1.ts', 'const a = 1;');
    expect(scope.moduleText('', parseCell(''), true)).toContain('import { a }');
  });

  it('forgets cells that no name leads to, but not those another cell stands on', () => {
    const scope = new NotebookScope();
    add(scope, 'cell1.ts', 'const a = 1;');
    add(scope, 'cell2.ts', 'const b = a;');
    expect(add(scope, 'cell3.ts', 'const a = "x";')).toEqual([]);
    expect(add(scope, 'cell4.ts', 'const b = 1;')).toEqual(['cell1.ts', 'cell2.ts']);
  });
});
