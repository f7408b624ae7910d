// The Python packages that we are measured beside, in an environment of their own outside the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../setup/python.mjs';

/**
 * Installs them at the first call (half a minute, 2 GB).
 *
 * @param {string} [set] name of another set than the usual one: `peers/requirements-<set>.txt`
 * @returns {{ python: string, version: (name: string) => string }}
 */
export function pythonPeers(cache, say, set) {
  const suffix = set === undefined ? '' : `-${set}`;
  const requirements = fileURLToPath(new URL(`peers/requirements${suffix}.txt`, import.meta.url));
  const folder = join(cache, `python-peers${suffix}`);
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    say('installing the Python peers');
    rmSync(folder, { recursive: true, force: true });
    must('make a Python environment', findPython(), ['-m', 'venv', folder]);
    must('install the Python peers', python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
    writeFileSync(stamp, wanted);
  }
  return { python, version: name => new RegExp(`^${name}==(.+)$`, 'm').exec(wanted)?.[1] };
}

function must(what, program, args) {
  const ran = spawnSync(program, args, { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`Cannot ${what}: ${ran.stderr || ran.error}`);
}
