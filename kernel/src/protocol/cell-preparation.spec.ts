import { describe, expect, it } from '@jest/globals';
import { CellMemory } from './cell-memory.js';
import { CellPreparation, type PreparedCell } from './cell-preparation.js';
import { CellText } from './cell-text.js';
import type { TypeGuard } from './type-guard.js';

/** `hold`: what the debugger has a cell wait for, by its source. */
function preparation(hold: Record<string, Promise<void>> = {}) {
  const checked: string[] = [];
  const types = {
    language: 'typescript',
    blocking: () => Promise.resolve([]),
    started: (_run: number, code: string) => void checked.push(code)
  } as unknown as TypeGuard;
  const cells = new CellPreparation({
    text: new CellText(),
    memory: new CellMemory(),
    types,
    directory: '/notebooks',
    willRun: (_file, _label, source) => hold[source],
    ready: () => Promise.resolve()
  });
  let run = 0;
  const prepare = (code: string, signal = new AbortController().signal) => {
    run += 1;
    return cells.prepare(
      { run, code, count: run, silent: false, cell: undefined, expressions: [] },
      signal
    ) as Promise<PreparedCell>;
  };
  return { cells, checked, prepare };
}

describe('a cell that is made ready', () => {
  it('knows the names of the cell before as soon as that has declared them', async () => {
    const { prepare, cells } = preparation();
    const first = await prepare('const a = 1');
    const second = prepare('const a = 2');
    first.declared();
    expect(cells.names.known).toEqual(new Set(['a']));
    expect((await second).script).toMatchObject({ filename: '/notebooks/cell-2.ts' });
  });

  it('leaves nothing behind when it is stopped, and the next one does not wait for it', async () => {
    let go: () => void = () => undefined;
    const { prepare, cells, checked } = preparation({
      'const held = 1': new Promise(resolve => (go = resolve))
    });
    const stop = new AbortController();
    const stopped = prepare('const held = 1', stop.signal);
    const next = prepare('1 + 1');
    stop.abort(new Error('stopped'));
    go();
    await expect(stopped).rejects.toThrow('stopped');
    (await next).begins();
    expect(checked).toEqual(['1 + 1']);
    expect(cells.names.known).toEqual(new Set());
  });

  it('that cannot run is the error it ends with', async () => {
    const { prepare } = preparation();
    expect(await prepare('let = ;')).toMatchObject({ ename: 'SyntaxError' });
    expect((await prepare('3')).script.code).toContain('3');
  });
});
