/** What of this installation a job needs: our own packages as built, and the packages they depend on. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { SondeError } from '@sonde/schema';

/** Paths below `root`, as an archive has them. */
export async function installedFiles(root: string): Promise<string[]> {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces?: string[];
  };
  const ours = workspaces ? ['-w', 'sonde', '-w', 'kernel'] : [];
  const packages = await listPackages(root, ours);
  const paths = packages
    .map(path => relative(root, path))
    .filter(path => path !== '' && !path.startsWith('..'));
  // Of nested packages the outer one is enough.
  const outer = paths.filter(path => !paths.some(other => path.startsWith(`${other}/`)));
  const rooms = workspaces?.filter(room => existsSync(join(root, room, 'lib'))) ?? [];
  return ['package.json', ...extras(root), ...new Set([...rooms, ...outer])];
}

async function listPackages(root: string, ours: readonly string[]): Promise<string[]> {
  try {
    const args = ['ls', '--omit=dev', '--parseable', '--all', ...ours];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 2 ** 26 });
    return stdout.trim().split('\n');
  } catch (cause) {
    throw new SondeError(
      'packages-unknown',
      `Cannot list the packages in ${root}: ${(cause as Error).message.split('\n')[0]}`,
      {
        cause,
        hint: 'npm ls --omit=dev shows what is wrong.'
      }
    );
  }
}

/** Where our set-up puts the libraries of TensorFlow. */
function extras(root: string): string[] {
  return ['.setup/tensorflow'].filter(path => existsSync(join(root, path)));
}

/** Leaves out what no job reads: sources, tests, and the packages of the rooms that are not ours to bring. */
export function isLeftOut(path: string): boolean {
  return /(^|\/)(\.git|\.cache|coverage)(\/|$)|\.(spec|d)\.[cm]?ts$|\.tsbuildinfo$|\.map$/.test(path);
}
