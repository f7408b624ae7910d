/**
 * Jobs that run a program. It finds its data's path in SONDE_DATA and works in the folder of artefacts: what it leaves
 * there are the job's outputs, what it prints is the job's log.
 */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { SondeError } from '@sonde/schema';
import { dataRef } from '../data-ref.js';
import { killedForMemory } from '../../targets/local/limits.js';
import { listArtefacts } from '../list-artefacts.js';
import type { Kind } from './kind.js';

export const commandKind: Kind = {
  async prepare({ command, data, args = {} }) {
    const [program] = command ?? [];
    if (!command || !program || !command.every(word => typeof word === 'string' && !word.includes('\0'))) {
      throw new SondeError('command-missing', 'Cannot start a command: no program was named', {
        hint: "Give the program and its arguments as a list, as in ['python3', 'fit.py', '--epochs', '5'].",
        fields: { command: ['give the program and its arguments'] }
      });
    }
    return {
      title: command
        .map(word => basename(word))
        .join(' ')
        .trim()
        .slice(0, 80),
      command,
      args,
      ...(data !== undefined && { data: await dataRef(data) })
    };
  },

  async run({ stored, folder, writer, signal }) {
    const [program = '', ...words] = stored.command ?? [];
    signal.throwIfAborted();
    writer.write({ kind: 'state', state: 'running' });
    const child = spawn(program, words, {
      cwd: folder.artefacts,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        SONDE_JOB: stored.id,
        SONDE_ARGS: JSON.stringify(stored.args),
        ...(stored.data && { SONDE_DATA: stored.data.path })
      }
    });
    const stop = (): void => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), grace).unref();
    };
    signal.addEventListener('abort', stop);
    try {
      const { code, signal: killedBy } = await end(child, program);
      signal.throwIfAborted();
      if (code !== 0)
        throw unsuccessful(stored.title, code, killedBy, killedForMemory(folder, stored.resources));
      return { exitCode: 0 };
    } finally {
      signal.removeEventListener('abort', stop);
      // What it left is told of also when it failed; that this fails, too, must not hide why.
      await listArtefacts(folder, writer).catch((error: unknown) => console.error(error));
    }
  }
};

/** Milliseconds that a program has to end when it is told to. */
const grace = 8000;

function end(
  child: ReturnType<typeof spawn>,
  program: string
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'ENOENT' ? 'there is no such program where the job runs' : cause.message;
      reject(new SondeError('command-failed', `Cannot run "${program}": ${why}`, { cause }));
    });
  });
}

function unsuccessful(
  title: string,
  code: number | null,
  signal: NodeJS.Signals | null,
  memory: string | undefined
): SondeError {
  if (signal === 'SIGKILL' && memory !== undefined) {
    const why = memory.replace(/^It/, 'it');
    return new SondeError('out-of-memory', `The command "${title}" did not end by itself: ${why}`, {
      hint: 'Ask for more memory, or have it take less.'
    });
  }
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${String(code)}`;
  const hint =
    signal === 'SIGKILL'
      ? 'Often it is out of memory that kills; its log has the last it said.'
      : 'Its log says why.';
  return new SondeError('command-failed', `The command "${title}" ${how}`, { hint });
}
