// Debian packages that some tests need: installed when root on Debian, used when there, a printed reason otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * @param {string[]} packages names of Debian packages
 * @param {string} proof path of a program that one of them brings
 * @returns {string | undefined} why it cannot be had, or undefined when it is there
 */
export function needDebian(packages, proof) {
  if (existsSync(proof)) return undefined;
  if (!existsSync('/etc/debian_version')) return `${proof} is not there, and this is not Debian`;
  if (process.getuid?.() !== 0)
    return `${proof} is not there; run as root once: apt-get install ${packages.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    // Another one that installs something is waited for.
    const ran = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env,
      encoding: 'utf8'
    });
    if (ran.status !== 0) return `apt-get ${args[0]} failed: ${ran.stderr.trim().split('\n').pop()}`;
  }
  return existsSync(proof) ? undefined : `${packages.join(', ')} did not bring ${proof}`;
}

/**
 * @param {string} what must be started by root
 * @returns {string | undefined} why it cannot be, or undefined when it can
 */
export function needRoot(what) {
  return process.getuid?.() === 0 ? undefined : `a ${what} of its own needs root to start it`;
}
