import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sonde-folder-')));
});

afterEach(() => rm(root, { recursive: true }));

const failing = (code: string) => () =>
  Promise.reject(Object.assign(new Error(`${code}: words, mkdir`), { code }));

describe('makeFolder', () => {
  it('makes what is missing of the way, and takes what is there', async () => {
    await makeFolder(join(root, 'a', 'b', 'c'));
    await makeFolder(join(root, 'a', 'b', 'c'));
    expect((await stat(join(root, 'a', 'b', 'c'))).isDirectory()).toBe(true);
  });

  it('shares the work with who makes the same', async () => {
    const make = async (folder: string) => {
      await mkdir(folder);
      await mkdir(folder);
    };
    await makeFolder(join(root, 'a', 'b'), { make });
    expect((await stat(join(root, 'a', 'b'))).isDirectory()).toBe(true);
  });

  it('names the file that is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    for (const folder of [join(root, 'file'), join(root, 'file', 'a', 'b')]) {
      await expect(makeFolder(folder)).rejects.toMatchObject({
        message: `Cannot install the kernel in ${folder}: ${join(root, 'file')} is a file, not a folder`,
        hint: expect.stringContaining('--prefix P')
      });
    }
  });

  it('names a link that leads nowhere', async () => {
    await symlink(join(root, 'gone'), join(root, 'link'));
    await expect(makeFolder(join(root, 'link', 'a'))).rejects.toThrow(
      `${join(root, 'link')} is not a folder`
    );
  });

  it.each([
    // So answers /proc, on and on.
    ['ENOENT', 'no folder can be made in '],
    ['EPERM', 'access to '],
    ['EROFS', 'cannot be written'],
    ['EIO', 'the system says of ']
  ])('asks once where the system answers %s', async (code, sentence) => {
    const folder = join(root, 'a', 'b');
    const refused = makeFolder(folder, { make: failing(code) });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining(sentence),
      hint: expect.stringContaining('where you may write')
    });
    await expect(refused).rejects.toThrow(`Cannot install the kernel in ${folder}: `);
  });
});
