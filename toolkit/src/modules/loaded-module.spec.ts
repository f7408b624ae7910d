import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openJobs } from '../jobs/open-jobs.js';
import { load } from './load.js';

const fixtures = join(import.meta.dirname, '../jobs/fixtures');
let root: string;

/** A module that says back what it is given. */
const code = (type: string, examples: string): string => `export default {
  name: '${type}-echo', version: '1.0.0',
  input: { type: '${type}', description: 'anything', schema: {}, files: ['csv'], read: async value => value },
  output: { type: 'json', description: 'the same', schema: {} },
  predictOptions: { type: 'object', properties: {}, additionalProperties: false },
  weights: [{ path: 'a.txt', sha256: '', bytes: 0 }], examples: ${examples}, notebook: [],
  open: async () => ({ device: {}, predict: async value => value, dispose() {} })
};`;

const card = `metadata_version: 2.0.0
title: Echo
summary: Says it back
description: ''
dates: { created: '2026-01-01', updated: '2026-01-01' }
links: { source_code: 'https://example.org' }
tags: []
tasks: [Other]
categories: [AI4 inference]
libraries: [Other]
`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sonde-loaded-'));
  process.env['SONDE_HOME'] = join(root, 'home');
  process.env['SONDE_MODULES'] = [join(root, 'modules'), fixtures].join(delimiter);
  for (const type of ['text', 'image']) {
    const folder = join(root, 'modules', `${type}-echo`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'ai4-metadata.yml'), card);
    await writeFile(
      join(folder, 'module.js'),
      code(type, "[{ title: 'A file', input: 'a.txt', expected: '' }]")
    );
    await writeFile(join(folder, 'a.txt'), 'What a file says');
  }
});
afterAll(async () => {
  openJobs().close();
  await rm(root, { recursive: true });
});

describe('the example of a module', () => {
  it('is the path of its file', async () => {
    expect((await load('image-echo')).example()).toBe(join(root, 'modules', 'image-echo', 'a.txt'));
  });

  it('is the text itself for a module that takes text', async () => {
    expect((await load('text-echo')).example(0)).toBe('What a file says');
  });

  it('that does not exist is a sentence that says which do', async () => {
    const module = await load('image-echo');
    expect(() => module.example(3)).toThrow('"image-echo" has no example number 3');
  });
});

describe('a module that takes text', () => {
  const file = async (name: string, bytes: Uint8Array | string) => {
    const path = join(root, name);
    await writeFile(path, bytes);
    return pathToFileURL(path);
  };

  it('is given what a file says, whatever its encoding, when it is given a URL', async () => {
    const url = await file('notes.log', Buffer.from('\ufeffOlá', 'utf16le'));
    expect(await (await load('text-echo')).predict(url)).toBe('Olá');
    expect(await (await load('image-echo')).predict(url)).toBe(url);
  });

  it('is given the path of a file that it reads itself', async () => {
    const url = await file('a b.csv', 'x\n1\n');
    expect(await (await load('text-echo')).predict(url)).toBe(join(root, 'a b.csv'));
  });

  it('is told of many files by their names; one that is no text fails alone', async () => {
    const urls = [await file('a b.log', 'one'), await file('c.log', Buffer.from([1, 0, 0, 2, 0, 255]))];
    const results = [...(await (await load('text-echo')).predictAll(urls))];
    expect(results).toMatchObject([
      { name: 'a b.log', output: 'one' },
      { name: 'c.log', error: { message: expect.stringContaining('holds bytes that are no text') } }
    ]);
  });
});

describe('a handle with a target', () => {
  it('trains there, unless a training says otherwise', async () => {
    const data = join(root, 'lines.txt');
    await writeFile(data, 'one\ntwo\n');
    const model = await load('count', { on: 'mars' });
    await expect(model.train(data, { epochs: 1 })).rejects.toThrow('there is no target "mars"');
    await expect(model.train(data, { epochs: 1, on: 'venus' })).rejects.toThrow('there is no target "venus"');
  });
});
