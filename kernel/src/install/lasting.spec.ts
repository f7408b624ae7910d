import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installKernelspec } from './kernelspec.js';
import { copiesFolder, copyToLast, isTemporary, lastingNode } from './lasting.js';
import { uninstallKernelspec } from './uninstall.js';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sonde-lasting-')));
});

afterEach(() => rm(root, { recursive: true }));

async function put(path: string, text = ''): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe('a place', () => {
  it.each([
    ['/home/ada/.npm/_npx/0123abcd/node_modules/@sonde/kernel/lib/main.js', true],
    ['/home/ada/.cache/pnpm/dlx/abc/x/node_modules/@sonde/kernel/lib/main.js', true],
    ['/tmp/xfs-1/dlx-77/node_modules/@sonde/kernel/lib/main.js', true],
    ['/tmp/bunx-1000-@sonde/kernel/node_modules/@sonde/kernel/lib/main.js', true],
    ['C:\\Users\\ada\\AppData\\npm-cache\\_npx\\01\\node_modules\\@sonde\\kernel\\lib\\main.js', true],
    ['/usr/lib/node_modules/@sonde/kernel/lib/main.js', false],
    ['/home/ada/project/node_modules/@sonde/kernel/lib/main.js', false]
  ])('%s is temporary: %s', (file, temporary) => {
    expect(isTemporary(file)).toBe(temporary);
  });

  it('for copies is the user’s, or the environment’s', () => {
    const home = '/home/ada';
    expect(copiesFolder(undefined, { platform: 'linux', env: {}, home })).toBe(
      '/home/ada/.local/share/sonde-kernel'
    );
    expect(copiesFolder(undefined, { platform: 'darwin', env: {}, home })).toBe(
      '/home/ada/Library/Application Support/sonde-kernel'
    );
    expect(copiesFolder('/venv')).toBe('/venv/share/sonde-kernel');
  });
});

describe('a copy', () => {
  it('holds all that lay around the program, links too, and replaces an older one', async () => {
    const main = await put('_npx/01/node_modules/@sonde/kernel/lib/main.js', 'new');
    await put('_npx/01/node_modules/oxc/index.js', 'oxc');
    await mkdir(join(root, '_npx/01/node_modules/.bin'));
    await symlink('../@sonde/kernel/lib/main.js', join(root, '_npx/01/node_modules/.bin/sonde-kernel'));
    await put('sonde-kernel/1.0.0/node_modules/old.js');
    const folder = join(root, 'sonde-kernel');
    const relocate = await copyToLast(main, folder, '1.0.0');
    await rm(join(root, '_npx'), { recursive: true });
    expect(relocate(main)).toBe(join(folder, '1.0.0/node_modules/@sonde/kernel/lib/main.js'));
    expect(relocate('/elsewhere')).toBe('/elsewhere');
    expect(await readFile(join(folder, '1.0.0/node_modules/.bin/sonde-kernel'), 'utf8')).toBe('new');
    expect((await readdir(join(folder, '1.0.0/node_modules'))).sort()).toEqual(['.bin', '@sonde', 'oxc']);
    expect(await readdir(folder)).toEqual(['1.0.0']);
  });

  it('cannot be made of what lies in no node_modules, and says what to do', async () => {
    await expect(copyToLast('/tmp/dlx-1/.pnp/kernel.zip/main.js', root, '1')).rejects.toMatchObject({
      hint: expect.stringContaining('npm install --global')
    });
  });

  it('goes with the last kernelspec that starts it', async () => {
    const main = await put('sonde-kernel/1.0.0/node_modules/@sonde/kernel/lib/main.js');
    const dataDir = join(root, 'jupyter');
    await installKernelspec({ dataDir, main });
    await installKernelspec({ dataDir, main, language: 'javascript' });
    const first = await uninstallKernelspec(dataDir, 'sonde');
    expect(first.removed).not.toContain(join(root, 'sonde-kernel/1.0.0'));
    const second = await uninstallKernelspec(dataDir, 'sonde-javascript');
    expect(second.removed).toContain(join(root, 'sonde-kernel/1.0.0'));
    expect(await readdir(join(root, 'sonde-kernel'))).toEqual([]);
  });
});

describe('the Node', () => {
  it('of Homebrew is the link that an upgrade keeps', async () => {
    const node = await put('Cellar/node@22/22.1.0/bin/node');
    await mkdir(join(root, 'opt'));
    await symlink(join(root, 'Cellar/node@22/22.1.0'), join(root, 'opt/node@22'));
    expect(await lastingNode(node)).toBe(join(root, 'opt/node@22/bin/node'));
    const other = await put('Cellar/node@22/22.0.0/bin/node');
    expect(await lastingNode(other)).toBe(other);
  });

  it('of a package runner’s cache is refused', async () => {
    await expect(lastingNode('/home/ada/.npm/_npx/1/node_modules/node/bin/node')).rejects.toThrow(
      'temporary'
    );
    expect(await lastingNode('/usr/bin/node')).toBe('/usr/bin/node');
  });
});
