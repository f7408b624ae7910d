import { describe, expect, it } from '@jest/globals';
import { completionsOf, diagnosticsOf, hoverOf } from './lsp-answers.js';

const range = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to }
});

describe('diagnosticsOf', () => {
  it('moves lines up past the prelude and drops what does not matter in cells', () => {
    const items = [
      { range: range(1, 2, 5), severity: 1, code: 2322, message: 'wrong' },
      { range: range(0, 0, 1), severity: 1, code: 2305, message: 'in the prelude' },
      { range: range(1, 0, 1), severity: 1, code: 2451, message: 'again' },
      { range: range(1, 0, 1), severity: 4, code: 80007, message: 'suggestion' },
      { range: range(1, 0, 1), severity: 1, code: 7016, message: 'no types' },
      { range: range(9, 0, 1), severity: 2, code: 1, message: 'past the end' }
    ];
    expect(diagnosticsOf(items, 'a + b')).toEqual([
      {
        from: { line: 0, column: 2 },
        to: { line: 0, column: 5 },
        severity: 'error',
        code: '2322',
        message: 'wrong'
      },
      {
        from: { line: 0, column: 0 },
        to: { line: 0, column: 1 },
        severity: 'hint',
        code: '7016',
        message: 'no types'
      },
      {
        from: { line: 0, column: 5 },
        to: { line: 0, column: 5 },
        severity: 'warning',
        code: '1',
        message: 'past the end'
      }
    ]);
  });
});

describe('completionsOf', () => {
  it('filters by what is typed and names kinds as JupyterLab does', () => {
    const items = [
      { label: 'push', kind: 2 },
      { label: 'pop', kind: 2 },
      { label: 'length', kind: 5 },
      { label: 'pathToNowhere', kind: 3, data: { autoImport: { moduleSpecifier: 'nowhere' } } }
    ];
    const found = completionsOf({ items }, 'x = nums.p', 10);
    expect([found.start, found.end]).toEqual([9, 10]);
    expect(found.items.map(one => [one.text, one.type])).toEqual([
      ['pop', 'function'],
      ['push', 'function']
    ]);
  });

  it('offers names to import last, once each, from the best module, and never from cells', () => {
    const from = (moduleSpecifier: string) => ({
      label: 'readFile',
      kind: 3,
      sortText: '16',
      data: { autoImport: { moduleSpecifier } }
    });
    const items = [
      from('node:fs'),
      from('node:fs/promises'),
      from('./cell.1'),
      { ...from('./written.12'), label: 'readAll' },
      { label: 'readable', kind: 6, sortText: '11' }
    ];
    expect(completionsOf({ items }, 'rea', 3, true).items).toEqual([
      { text: 'readable', type: 'instance', signature: '' },
      { text: 'readFile', type: 'function', signature: '', module: 'node:fs/promises' }
    ]);
  });

  it('replaces the whole text inside a string', () => {
    const items = [{ label: 'image-x', textEdit: { newText: 'image-x', range: range(1, 6, 13) } }];
    expect(completionsOf({ items }, 'load("image-c")', 13)).toMatchObject({ start: 6, end: 13, items: [] });
    expect(completionsOf({ items }, 'load("image-x")', 12)).toMatchObject({
      start: 6,
      end: 13,
      items: [{ text: 'image-x' }]
    });
  });

  it('offers the files beside the notebook in a path, not those of the checker', () => {
    const files = [
      'cell.1.ts',
      'cell.names.ts',
      'draft.cell.ts',
      'kernel-globals.d.ts',
      'given0.d.ts',
      'tsconfig.json'
    ];
    const items = [
      ...files.map(label => ({ label, kind: 17 })),
      { label: 'node_modules', kind: 19 },
      { label: 'cell.data.ts', kind: 17 },
      { label: 'lib', kind: 19 }
    ];
    const code = "import { f } from './";
    expect(completionsOf({ items }, code, code.length).items.map(one => one.text)).toEqual([
      'cell.data.ts',
      'lib'
    ]);
  });

  it('tells of overloads how many there are', () => {
    const detail =
      '(method) Box.open(): void\n(method) Box.open(key: string): void\n(method) Box.open(key: number): void';
    const { items } = completionsOf({ items: [{ label: 'open', kind: 2, detail }] }, 'box.op', 6);
    expect(items[0]?.signature).toBe('Box.open(): void (+2 overloads)');
  });

  it('prefers the case that was typed, and forgives it', () => {
    const items = [{ label: 'Map' }, { label: 'map' }];
    expect(completionsOf({ items }, 'ma', 2).items.map(one => one.text)).toEqual(['map']);
    expect(completionsOf({ items: [{ label: 'Map' }] }, 'ma', 2).items.map(one => one.text)).toEqual(['Map']);
    expect(completionsOf(null, 'ma', 2).items).toEqual([]);
  });
});

describe('hoverOf', () => {
  it('hides that names of other cells are imported', () => {
    const value = '```typescript\n(alias) function f(): void\nimport f\n```\n';
    expect(hoverOf({ contents: { kind: 'markdown', value } })).toEqual({
      markdown: '```typescript\nfunction f(): void\n```\n'
    });
    expect(hoverOf(null)).toBeUndefined();
  });
});
