/** Gets the files of a git repository's newest commit into the cache, by the `git` command, one folder per commit. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { SondeError } from '@sonde/schema';
import { linkToolkit } from './link-toolkit.js';
import type { Source } from './source.js';

interface CheckOutOptions {
  signal?: AbortSignal;
  /** Whether this process may end while git works. */
  background?: boolean;
  /** Milliseconds until one command of git is given up. Default: two minutes. */
  timeout?: number;
}

/** The commit whose files are now in `<folder>/trees/<commit>`. */
export async function checkOut(
  { location, branch }: Source,
  folder: string,
  options: CheckOutOptions = {}
): Promise<string> {
  if (!isGitAddress(location)) {
    throw new SondeError('address-refused', `"${location}" is not the address of a git repository`, {
      hint: 'Give an https, ssh or file address, or an absolute path.'
    });
  }
  const ref = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const [commit = ''] = (await git(['ls-remote', '--', location, ref], location, options)).split(/\s/);
  if (!/^[0-9a-f]{40,64}$/.test(commit)) {
    throw new SondeError('source-missing', `${location} has no ${branch ? `branch "${branch}"` : 'commits'}`);
  }
  const trees = join(folder, 'trees');
  if (await exists(join(trees, commit))) return commit;
  await mkdir(trees, { recursive: true });
  await forgetDrafts(trees);
  const draft = join(trees, `.draft-${randomUUID()}`);
  try {
    const wanted = branch === undefined ? [] : ['--branch', branch];
    await git(
      ['clone', '--quiet', '--depth', '1', '--single-branch', '--no-tags', ...wanted, '--', location, draft],
      location,
      options
    );
    const got = (await git(['-C', draft, 'rev-parse', 'HEAD'], location, options)).trim();
    await linkToolkit(folder);
    // Another process may have been quicker; then its files are as good as ours.
    await rename(draft, join(trees, got)).catch(async (error: unknown) => {
      if (!(await exists(join(trees, got)))) throw error;
    });
    await forgetOld(trees, got);
    return got;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What git may be given; no transport that runs a command (`ext::`), nothing that looks like an option. */
export function isGitAddress(location: string): boolean {
  return (
    /^(https?|ssh|file):\/\/[^-]/.test(location) ||
    /^[\w.]+@[\w][\w.-]*:/.test(location) ||
    isAbsolute(location)
  );
}

const limit = 120_000;

function git(
  args: string[],
  location: string,
  { signal, background, timeout = limit }: CheckOutOptions
): Promise<string> {
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: process.env['GIT_SSH_COMMAND'] ?? 'ssh -o BatchMode=yes -o ConnectTimeout=15',
    GIT_ALLOW_PROTOCOL: 'http:https:ssh:file',
    GIT_LFS_SKIP_SMUDGE: process.env['GIT_LFS_SKIP_SMUDGE'] ?? '0',
    LC_ALL: 'C'
  };
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-c', 'http.lowSpeedLimit=1', '-c', 'http.lowSpeedTime=20', ...args],
      { env, signal, timeout, maxBuffer: 1 << 20 },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (signal?.aborted) reject(signal.reason as Error);
        else if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          reject(
            new SondeError(
              'git-missing',
              `Cannot fetch ${location}: there is no git command on this machine`,
              {
                hint: 'Install git (Debian and Ubuntu: apt install git).',
                cause: error
              }
            )
          );
        } else {
          const said = error.killed ? `no answer within ${timeout / 1000} s` : lastWords(stderr);
          reject(
            new SondeError('address-unreachable', `Cannot fetch ${location}: ${said}`, { cause: error })
          );
        }
      }
    );
    if (background) {
      child.unref();
      for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref?(): void })?.unref?.();
    }
  });
}

/** What git said was wrong, in one line. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '');
  const fatal = lines.find(line => line.startsWith('fatal: ')) ?? lines.at(-1);
  return fatal?.replace(/^fatal: /, '') ?? 'git failed and did not say why';
}

/** Keeps the newest trees: a kernel may still run code of the one before. */
async function forgetOld(trees: string, current: string): Promise<void> {
  const names = (await readdir(trees)).filter(name => name !== current && !name.startsWith('.'));
  const aged = await Promise.all(
    names.map(async name => ({
      name,
      age: (await stat(join(trees, name)).catch(() => undefined))?.mtimeMs ?? 0
    }))
  );
  const old = aged.sort((a, b) => b.age - a.age).slice(2);
  await Promise.all(old.map(({ name }) => rm(join(trees, name), { recursive: true, force: true })));
}

/** What a process left that was killed while it cloned; one that still clones is younger than the limit allows. */
async function forgetDrafts(trees: string): Promise<void> {
  const drafts = (await readdir(trees)).filter(name => name.startsWith('.draft-'));
  for (const path of drafts.map(name => join(trees, name))) {
    const begun = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - begun > 10 * limit) await rm(path, { recursive: true, force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
