import { describe, expect, it } from '@jest/globals';
import { importEdits, ownEdits, toBuffer } from './lsp-positions.js';

const edit = (line: number, character: number, newText: string) => ({
  range: { start: { line, character }, end: { line, character } },
  newText
});

describe('positions', () => {
  it('lie a line lower in the buffer', () => {
    expect(toBuffer('a\n🎈b', 4)).toEqual({ line: 2, character: 2 });
    expect(ownEdits([edit(0, 3, 'in the prelude'), edit(1, 2, 'x'), edit(3, 0, 'exports')], 'a\nb')).toEqual([
      { from: { line: 0, column: 2 }, to: { line: 0, column: 2 }, text: 'x' }
    ]);
  });
});

describe('importEdits', () => {
  it('makes a new import the first line of the cell, below what must be first', () => {
    const added = edit(0, 0, 'import { a } from "./cell.1";\nimport { b } from "pkg";\n');
    const top = { line: 0, column: 0 };
    expect(importEdits([added], 'b()')).toEqual([{ from: top, to: top, text: "import { b } from 'pkg';\n" }]);
    expect(importEdits([added], '%%time\nb()')).toMatchObject([{ from: { line: 1, column: 0 } }]);
  });

  it('extends an import of the cell, and leaves that of the cells alone', () => {
    expect(importEdits([edit(1, 9, 'stat, ')], 'import { b } from "x"')).toMatchObject([{ text: 'stat, ' }]);
    expect(importEdits([edit(0, 9, 'x, ')], 'x')).toEqual([]);
  });
});
