import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRequest } from '@sonde/schema';
import { localTarget } from '../../targets/local.js';
import { jobFolder } from '../job-folder.js';
import { Jobs } from '../jobs.js';

jest.setTimeout(120_000);

let home: string;
let jobs: Jobs;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-notebook-'));
  jobs = new Jobs({ home, sources: [], targets: [localTarget()] });
});
afterAll(async () => {
  jobs.close();
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

interface Cell {
  source: string;
  tags?: string[];
}
async function write(name: string, cells: Cell[], language = 'typescript'): Promise<string> {
  const notebook = {
    cells: cells.map(({ source, tags }, index) => ({
      cell_type: 'code',
      id: `cell-${index + 1}`,
      metadata: tags ? { tags } : {},
      source: source.split(/(?<=\n)/),
      outputs: [],
      execution_count: null
    })),
    metadata: {
      kernelspec: {
        name: language === 'typescript' ? 'sonde' : 'other',
        display_name: 'TypeScript (Sonde)',
        language
      }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
  const path = join(home, name);
  await writeFile(path, JSON.stringify(notebook));
  return path;
}
const request = (notebook: string, args: Record<string, unknown> = {}): JobRequest => ({
  kind: 'notebook',
  notebook,
  args
});
interface Ran {
  cells: {
    source: string | string[];
    outputs: Record<string, unknown>[];
    execution_count: number | null;
    metadata: object;
  }[];
}
const ran = (id: string, name: string): Ran =>
  JSON.parse(readFileSync(join(jobFolder(home, id).artefacts, name), 'utf8')) as Ran;

describe('a notebook as a job', () => {
  it('runs with the parameters that are given, and keeps its outputs', async () => {
    const path = await write('fit.ipynb', [
      { source: 'const lr: number = 0.1;\nlet epochs = 3;', tags: ['parameters'] },
      {
        source:
          "console.log('lr', lr);\nawait new Promise(resolve => setTimeout(resolve, 10));\nconsole.log('epochs', epochs);"
      },
      { source: 'lr * epochs' }
    ]);
    const { id } = await jobs.submit(request(path, { lr: 0.5 }));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'succeeded',
      kind: 'notebook',
      title: 'fit.ipynb',
      notebook: path,
      args: { lr: 0.5 },
      progress: { done: 4, total: 4, unit: 'cells' },
      artefacts: [{ name: 'fit.ipynb' }]
    });
    const { cells } = ran(id, 'fit.ipynb');
    expect(cells[1]).toMatchObject({ source: 'let lr = 0.5;', metadata: { tags: ['injected-parameters'] } });
    expect(cells[2]?.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'lr 0.5\nepochs 3\n' }
    ]);
    expect(cells[3]?.outputs).toMatchObject([
      { output_type: 'execute_result', data: { 'text/plain': '1.5' }, execution_count: 4 }
    ]);
    // The notebook itself is left alone.
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ cells: { length: 3 } });
  });

  it('can be run again from what a run left', async () => {
    const path = await write('again.ipynb', [
      { source: 'let n = 1;', tags: ['parameters'] },
      { source: 'n' }
    ]);
    const first = await jobs.submit(request(path, { n: 2 }));
    await jobs.ended(first.id);
    const second = await jobs.submit(
      request(join(jobFolder(home, first.id).artefacts, 'again.ipynb'), { n: 3 })
    );
    await jobs.ended(second.id);
    expect(ran(second.id, 'again.ipynb').cells.map(cell => [cell.source].flat().join(''))).toEqual([
      'let n = 1;',
      'let n = 3;',
      'n'
    ]);
  });

  it('that fails says in which cell and why, and keeps what came before', async () => {
    const path = await write('fails.ipynb', [
      { source: "console.log('before')" },
      { source: "throw new RangeError('expected')", tags: ['raises-exception'] },
      { source: "throw new RangeError('too far')" },
      { source: "console.log('after')" }
    ]);
    const { id } = await jobs.submit(request(path));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: 'Cell 3 of "fails.ipynb" failed: RangeError: too far'
    });
    const { cells } = ran(id, 'fails.ipynb');
    expect(cells.map(cell => cell.outputs[0]?.['output_type'])).toEqual([
      'stream',
      'error',
      'error',
      undefined
    ]);
    expect(await jobs.log(id)).toContain('too far');
  });

  it('shows its outputs while it runs, and stops when it is asked to, also in a loop that never ends', async () => {
    const path = await write('long.ipynb', [
      { source: "console.log('begun'); for (;;) {}" },
      { source: '1' }
    ]);
    const { id } = await jobs.submit(request(path));
    for (;;) {
      try {
        if (ran(id, 'long.ipynb').cells[0]?.outputs.length) break;
      } catch {
        // not there yet
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect((await jobs.get(id)).state).toBe('running');
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(ran(id, 'long.ipynb').cells[0]?.outputs[0]).toMatchObject({ text: 'begun\n' });
  });

  it('whose kernel dies has failed', async () => {
    const path = await write('dies.ipynb', [
      { source: "require('node:child_process').execSync(`kill -9 ${process.pid}`)" }
    ]);
    const { id } = await jobs.submit(request(path));
    expect(await jobs.ended(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('The notebook "dies.ipynb" ended early')
    });
  });

  it('cannot ask questions', async () => {
    const path = await write('asks.ipynb', [{ source: "await input('who?')" }]);
    const { id } = await jobs.submit(request(path));
    expect((await jobs.ended(id)).state).toBe('failed');
  });

  it('is refused before it starts when something is wrong', async () => {
    const path = await write('fit2.ipynb', [
      { source: 'let lr = 1, { a } = {}, epochs = 2;', tags: ['parameters'] }
    ]);
    await expect(jobs.submit(request(path, { lrr: 1 }))).rejects.toMatchObject({
      message: 'The notebook "fit2.ipynb" has no parameter "lrr"',
      hint: 'Did you mean "lr"?'
    });
    await expect(jobs.submit(request(join(home, 'none.ipynb')))).rejects.toThrow('there is no such file');
    await expect(jobs.submit({ kind: 'notebook' })).rejects.toThrow('none was named');
    const python = await write('python.ipynb', [{ source: '1' }], 'python');
    await expect(jobs.submit(request(python))).rejects.toThrow('it is written in python');
    await writeFile(join(home, 'torn.ipynb'), '{"cells": [');
    await expect(jobs.submit(request(join(home, 'torn.ipynb')))).rejects.toThrow('is no notebook');
    await writeFile(join(home, 'three.ipynb'), '{"nbformat": 3}');
    await expect(jobs.submit(request(join(home, 'three.ipynb')))).rejects.toThrow(
      'is no notebook of format 4'
    );
    const untagged = await write('untagged.ipynb', [{ source: '1' }]);
    await expect(jobs.submit(request(untagged, { 'a b': 1 }))).rejects.toThrow('has no parameter "a b"');
  });
});
