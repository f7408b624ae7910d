/**
 * Runs a notebook in a kernel of its own. The kernel is another room, and a process: we start the program that it brings for this and
 * hear how far it is. The notebook with its outputs is there to be looked at from the first cell on.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { SondeError } from '@sonde/schema';
import { installRoot } from '../../targets/install-root.js';
import { listArtefacts } from '../list-artefacts.js';
import type { RunningJob } from './kind.js';
import { readNotebook, withParameters } from './notebook-parameters.js';

/** As kernel/src/headless/run-notebook.ts tells it. */
type Told =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'failed'; cell: number; ename: string; evalue: string; traceback: string[] }
  | { kind: 'stopped' }
  | { kind: 'done' };

export interface NotebookResult {
  cells: number;
}

export async function runNotebook({ stored, folder, writer, signal }: RunningJob): Promise<NotebookResult> {
  const { notebook: path = '', args } = stored;
  const output = join(folder.artefacts, basename(path));
  const notebook = withParameters(readNotebook(readFileSync(path, 'utf8'), path), args);
  writeFileSync(output, `${JSON.stringify(notebook, undefined, 1)}\n`);
  signal.throwIfAborted();
  writer.write({ kind: 'state', state: 'running' });
  const directory = existsSync(dirname(path)) ? dirname(path) : folder.artefacts;
  const child = spawn(
    process.execPath,
    [program(), output, JSON.stringify({ directory, provide: provided() })],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe']
    }
  );
  const stop = (): void => {
    child.kill('SIGTERM');
    // A cell that heeds no interrupt is ended with its kernel.
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  };
  signal.addEventListener('abort', stop);
  const exited = new Promise<string>(resolve => {
    child.once('exit', (code, killedBy) => resolve(killedBy ?? `exit code ${code ?? '?'}`));
    child.once('error', error => resolve(error.message));
  });
  let cells = 0;
  let end: Told | undefined;
  try {
    for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
      const told = JSON.parse(line) as Told;
      if (told.kind !== 'progress') {
        end = told;
        continue;
      }
      cells = told.done;
      writer.write({ kind: 'progress', done: told.done, total: told.total, unit: 'cells' });
    }
    const how = await exited;
    signal.throwIfAborted();
    if (end?.kind === 'failed') throw failed(basename(path), end);
    if (end?.kind !== 'done') {
      throw new SondeError('notebook-cut', `The notebook "${basename(path)}" ended early (${how})`, {
        hint: 'Its kernel died: the log has the last it said.'
      });
    }
    return { cells };
  } finally {
    signal.removeEventListener('abort', stop);
    await listArtefacts(folder, writer);
  }
}

function failed(
  name: string,
  { cell, ename, evalue, traceback }: Extract<Told, { kind: 'failed' }>
): SondeError {
  console.error(traceback.join('\n'));
  return new SondeError('cell-failed', `Cell ${cell} of "${name}" failed: ${ename}: ${evalue}`, {
    hint: 'The notebook among the outputs has all that came before.'
  });
}

/** The kernel's program, found where packages are installed: this room imports nothing of it. */
function program(): string {
  const path = join(installRoot(), 'node_modules/@sonde/kernel/lib/headless/run-notebook.js');
  if (existsSync(path)) return realpathSync(path);
  throw new SondeError('kernel-missing', `Cannot run a notebook: there is no ${path}`, {
    hint: 'Install the package @sonde/kernel beside the toolkit.'
  });
}

/** What cells import without having installed it. */
function provided(): Record<string, string> {
  const sonde = join(installRoot(), 'node_modules/sonde');
  return existsSync(sonde) ? { sonde: realpathSync(sonde) } : {};
}
