/**
 * The program that runs a notebook in place without a front end: `node run-notebook.js <file> <options>`. It writes outputs as they
 * come, and tells whoever started it, by a line of JSON on its third descriptor, how far it is and how it ended.
 */
import { readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { SondeError } from '@sonde/schema/error';
import { KernelProcess, type Reply } from './kernel-process.js';
import { Outputs, type Output } from './outputs.js';

export interface RunOptions {
  directory: string;
  provide?: Record<string, string>;
}

/** What is told. Cells are counted from 1, code cells only. */
export type Told =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'failed'; cell: number; ename: string; evalue: string; traceback: string[] }
  | { kind: 'stopped' }
  | { kind: 'done' };

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] } & Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
}

interface Notebook {
  cells: Cell[];
}

/** Milliseconds between two writes while a cell prints. */
const writeEvery = 1000;

async function main(path: string, { directory, provide }: RunOptions): Promise<void> {
  const notebook = JSON.parse(readFileSync(path, 'utf8')) as Notebook;
  const cells = notebook.cells.filter(cell => cell.cell_type === 'code');
  for (const cell of cells) Object.assign(cell, { outputs: [], execution_count: null });
  const outputs = new Outputs();
  let due: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    writeFileSync(`${path}.new`, `${JSON.stringify(notebook, undefined, 1)}\n`);
    renameSync(`${path}.new`, path);
  };
  const kernel = await KernelProcess.start({
    directory,
    ...(provide && { provide }),
    published: message => {
      if (outputs.take(message)) due ??= setTimeout(write, writeEvery);
    }
  });
  let stopped = false;
  process.once('SIGTERM', () => {
    stopped = true;
    void kernel.interrupt();
  });
  try {
    for (const [index, cell] of cells.entries()) {
      const source = [cell.source].flat().join('');
      if (stopped) break;
      if (source.trim() === '') continue;
      const list = (cell.outputs ??= []);
      const reply = await kernel.execute(source, request => outputs.begin(request, list));
      cell.execution_count = reply.count;
      write();
      if (stopped) break;
      if (reply.status !== 'ok' && !cell.metadata.tags?.includes('raises-exception'))
        return tell(failure(index + 1, reply));
      tell({ kind: 'progress', done: index + 1, total: cells.length });
    }
    tell({ kind: stopped ? 'stopped' : 'done' });
  } finally {
    await kernel.close();
    write();
  }
}

function failure(cell: number, { ename = 'Error', evalue = '', traceback = [] }: Reply): Told {
  return { kind: 'failed', cell, ename, evalue, traceback };
}

function tell(told: Told): void {
  writeSync(3, `${JSON.stringify(told)}\n`);
}

const [, , path, options] = process.argv;
if (!path || !options)
  throw new SondeError('usage', 'Cannot run a notebook: write node run-notebook.js <file> <options>');
await main(path, JSON.parse(options) as RunOptions);
process.exit(0);
