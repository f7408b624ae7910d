// The local Python environment: finds a Python, makes a venv in .setup/venv and installs exactly what the lock names.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { keyOf } from './steps.mjs';

/** Path of a program of the environment. */
export const inVenv = (root, program) => join(root, '.setup', 'venv', 'bin', program);

/** @param {import('./steps.mjs').Steps} steps */
export async function installPython(steps) {
  const { root } = steps;
  const lock = readFileSync(join(root, 'setup/python/requirements.lock'), 'utf8');
  await steps.step('JupyterLab', {
    key: keyOf(lock),
    there: () => existsSync(inVenv(root, 'jupyter-lab')) && works(inVenv(root, 'python')),
    run: async say => {
      const python = findPython();
      const venv = join(root, '.setup', 'venv');
      rmSync(venv, { recursive: true, force: true });
      await command('make the Python environment', [python, '-m', 'venv', venv], {
        cwd: root,
        log: steps.log('venv')
      });
      await pipInstall(steps, 'requirements.lock', say);
    }
  });
}

/** Adds what only the tests need. */
export async function installTestPython(steps) {
  const lock = readFileSync(join(steps.root, 'setup/python/requirements-test.lock'), 'utf8');
  await steps.step('Python packages for tests', {
    key: keyOf(lock),
    there: () => existsSync(inVenv(steps.root, 'ai4-metadata')),
    run: say => pipInstall(steps, 'requirements-test.lock', say)
  });
}

async function pipInstall(steps, lock, say) {
  const argv = [
    inVenv(steps.root, 'python'),
    '-m',
    'pip',
    'install',
    '--no-input',
    '--disable-pip-version-check'
  ];
  await command('install JupyterLab', [...argv, '--require-hashes', '-r', join('setup/python', lock)], {
    cwd: steps.root,
    log: steps.log(`pip ${lock}`),
    say: line => /^(Collecting|Downloading|Installing)/.test(line) && say(line)
  });
}

/** The first Python of at least 3.10; SONDE_PYTHON names another one. */
export function findPython(env = process.env) {
  const names = env.SONDE_PYTHON
    ? [env.SONDE_PYTHON]
    : ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  const seen = [];
  for (const name of names) {
    const asked = spawnSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8'
    });
    if (asked.status !== 0) continue;
    const [major, minor] = asked.stdout.trim().split('.').map(Number);
    if (major === 3 && minor >= 10) return name;
    seen.push(`${name} is ${asked.stdout.trim()}`);
  }
  throw new SetupFailure(
    `Cannot find Python 3.10 or newer${seen.length > 0 ? ` (${seen.join(', ')})` : ''}`,
    'Install Python (Debian and Ubuntu: apt install python3 python3-venv), or name one: SONDE_PYTHON=/path/to/python3 npm start'
  );
}

/** A venv whose Python was upgraded away no longer starts. */
function works(python) {
  return spawnSync(python, ['-c', 'import jupyterlab']).status === 0;
}
