import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { givenPaths } from './given-paths.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-given-'));
  file = join(folder, 'own.d.ts');
  await writeFile(file, '');
});

afterEach(() => rm(folder, { recursive: true }));

const here = (path: string) => relative(process.cwd(), path);

describe('givenPaths', () => {
  it('are absolute', async () => {
    expect(await givenPaths({ provide: { own: here(folder) }, types: [here(file)] })).toEqual({
      provide: { own: folder },
      types: [file]
    });
  });

  it('may depend on what is known when the kernel starts', async () => {
    const types = ['${HOME:-/nope}/own.d.ts'];
    expect(await givenPaths({ provide: {}, types })).toEqual({ provide: {}, types });
  });

  it('are there, or the option and the path are named', async () => {
    const refused = (provide: Record<string, string>, ...types: string[]) =>
      expect(givenPaths({ provide, types })).rejects;
    await refused({}, '/nope.d.ts').toMatchObject({
      message: 'Cannot install the kernel with --types /nope.d.ts: there is no file /nope.d.ts',
      hint: expect.stringContaining('.d.ts')
    });
    await refused({}, folder).toThrow(`--types ${folder}: ${folder} is no file`);
    await refused({ foo: '/nope' }).toMatchObject({
      message: 'Cannot install the kernel with --provide foo=/nope: there is no folder /nope',
      hint: expect.stringContaining('package.json')
    });
    await refused({ foo: file }).toThrow(`--provide foo=${file}: ${file} is no folder`);
  });
});
