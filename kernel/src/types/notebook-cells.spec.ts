import { describe, expect, it } from '@jest/globals';
import { NotebookCells } from './notebook-cells.js';

const notebook = (...codes: string[]) => {
  const cells = new NotebookCells();
  cells.set(codes.map((code, index) => ({ id: String(index), code })));
  return cells;
};

describe('NotebookCells', () => {
  it('takes a name from the nearest cell above, else from the nearest below, never from the cell itself', () => {
    const cells = notebook('let a = 1', 'let a = 2', 'a; let b', 'let a = 3', 'let c', 'let c');
    expect(cells.declaring('a', '2')?.id).toBe('1');
    expect(cells.declaring('a', '1')?.id).toBe('0');
    expect(cells.declaring('c', '2')?.id).toBe('4');
    expect(cells.declaring('b', '2')).toBeUndefined();
  });

  it('finds what stands on a name, also through other cells', () => {
    const cells = notebook('let a = 1', 'let b = a', 'b + 1', 'let d = 4');
    expect(cells.dependents(new Set(['a'])).sort()).toEqual(['0', '1', '2']);
    expect(cells.dependents(new Set(['d']))).toEqual(['3']);
  });

  it('tells which names a change is about, and keeps those of a cell that is half typed', () => {
    const cells = notebook('let a = 1');
    expect(cells.change('0', 'let a = 1')).toEqual(new Set());
    expect(cells.change('0', 'let b = 1')).toEqual(new Set(['a', 'b']));
    expect(cells.change('0', 'let b = {')).toEqual(new Set());
    expect(cells.get('0')).toMatchObject({ code: 'let b = 1', broken: true });
    cells.change('0', 'let b = 1');
    expect(cells.get('0')).toMatchObject({ broken: false });
  });
});
