/** The Python environment that is active here: where `--sys-prefix` installs. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SondeError } from '@sonde/schema/error';

/** Runs a program and returns what it printed. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

export const ask: Ask = async (program, args) =>
  (await promisify(execFile)(program, args, { encoding: 'utf8', timeout: 60_000, windowsHide: true })).stdout;

export async function activePrefix(
  env: Readonly<NodeJS.ProcessEnv> = process.env,
  askProgram: Ask = ask
): Promise<string> {
  const named = env.VIRTUAL_ENV || env.CONDA_PREFIX;
  if (named) return named;
  for (const python of ['python3', 'python', 'py']) {
    try {
      const prefix = (await askProgram(python, ['-c', 'import sys; print(sys.prefix)'])).trim();
      if (prefix !== '') return prefix;
    } catch {
      // Not on the PATH, or Windows' stand-in for it: the next may be.
    }
  }
  throw new SondeError(
    'python-missing',
    'No Python environment is active, and no python was found on the PATH',
    {
      hint: 'Activate the environment that Jupyter runs in, name it with --prefix, or install for yourself with --user.'
    }
  );
}
