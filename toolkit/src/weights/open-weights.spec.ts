import { mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openWeights } from './open-weights.js';
import { sha256 } from './sha256.js';

let folder: string;
const file = { path: 'w.bin', sha256: '', bytes: 3, format: 'bin', licence: 'MIT', origin: 'a test' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-weights-'));
  await writeFile(join(folder, 'w.bin'), 'abc');
  file.sha256 = await sha256(join(folder, 'w.bin'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('openWeights', () => {
  it('gives the path of a file that is what its module states', async () => {
    expect(file.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'); // FIPS 180-2, B.1
    expect(await openWeights(folder, [file], 'w.bin')).toBe(join(folder, 'w.bin'));
  });

  it('names both sums when the file was changed after it was checked', async () => {
    await openWeights(folder, [file], 'w.bin');
    await writeFile(join(folder, 'w.bin'), 'abd');
    await utimes(join(folder, 'w.bin'), 1, 1);
    const opened = openWeights(folder, [file], 'w.bin');
    await expect(opened).rejects.toMatchObject({
      hint: expect.stringContaining(`git checkout -- "${join(folder, 'w.bin')}"`)
    });
    await expect(opened).rejects.toThrow(
      new RegExp(`sha256 is a52d159f.*, ${file.sha256} was wanted \\(3 bytes, 3 were wanted\\)`)
    );
  });

  it('says where a missing file comes from', async () => {
    await expect(openWeights(folder, [{ ...file, path: 'gone.bin' }], 'gone.bin')).rejects.toMatchObject({
      code: 'weights-missing',
      hint: expect.stringMatching(
        /^They ship with the module: install it again \(npm ci\), .* They come from a test\.$/
      )
    });
  });

  it('refuses a file that the module does not name', async () => {
    await expect(openWeights(folder, [file], '../w.bin')).rejects.toMatchObject({
      code: 'weights-unknown'
    });
  });

  it('refuses a file outside the module, by dots, from the root or through a link', async () => {
    await symlink('/etc/hostname', join(folder, 'link.bin'));
    for (const path of ['../w.bin', '/etc/hostname', 'link.bin']) {
      await expect(openWeights(folder, [{ ...file, path }], path)).rejects.toMatchObject({
        code: 'path-outside'
      });
    }
  });
});
