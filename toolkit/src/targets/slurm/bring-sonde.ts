/** Sonde on the cluster: where it is installed there, or a copy of what is installed here, made once for each version of it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pack } from 'tar-fs';
import { SondeError } from '@sonde/schema';
import { dataRef } from '../../jobs/data-ref.js';
import { presentRunner } from '../built-runner.js';
import { installedFiles, isLeftOut } from '../docker/installed-files.js';
import { installRoot } from '../install-root.js';
import { rootOf } from './batch-script.js';
import { isThere, unpackThere, type CopyOptions } from './copy-there.js';
import type { Shell } from './shell.js';
import type { StagedSettings } from './stage.js';

export async function bringSonde(
  shell: Shell,
  { stage, runner }: StagedSettings,
  { title, ...options }: CopyOptions & { title: string }
): Promise<{ runner: string; root: string }> {
  if (runner !== undefined) return { runner, root: rootOf(runner) };
  const here = installRoot();
  const root = `${stage}/sonde/${await versionOf(here)}`;
  if (!(await isThere(shell, root))) {
    await checkArchitecture(shell, title);
    const packed = pack(here, { entries: await installedFiles(here), ignore: isLeftOut });
    await unpackThere(shell, packed, root, { ...options, whole: true });
  }
  return { runner: `${root}/${relative(here, presentRunner(title))}`, root };
}

/** Of the packages as npm noted them, and of our own rooms as they were built. */
async function versionOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  const rooms = ['schema', 'kernel', 'toolkit', 'modules', 'sonde'].map(room => join(root, room, 'lib'));
  for (const path of [join(root, 'node_modules/.package-lock.json'), ...rooms]) {
    if (existsSync(path)) hash.update((await dataRef(path)).fingerprint);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What is installed here holds programs for this kind of processor. */
async function checkArchitecture(shell: Shell, title: string): Promise<void> {
  const names: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' };
  const here = `${process.platform} ${names[process.arch] ?? process.arch}`;
  const { stdout } = await shell.run(['uname', '-sm']);
  const there = stdout.toString().trim().toLowerCase();
  if (there === here) return;
  throw new SondeError(
    'cannot-start',
    `Cannot start job "${title}": Sonde as installed here is for ${here}, ${shell.where} is ${there}`,
    { hint: 'Install Sonde on the cluster and name its runner.js as `runner` in targets.json.' }
  );
}
