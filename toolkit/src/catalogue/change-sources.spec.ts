import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogue } from './catalogue.js';
import { readSourcesFile } from './sources-file.js';

let home: string;
let folder: string;
const context = () => ({ home, offline: false, timeout: 500 });
const names = (): string[] => readSourcesFile(home).map(({ name }) => name);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-change-'));
  folder = join(home, 'mine');
  mkdirSync(join(folder, 'dogs'), { recursive: true });
  cpSync(join(import.meta.dirname, 'fixtures/card.yml'), join(folder, 'dogs/ai4-metadata.yml'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('a source', () => {
  it('is added after those that Sonde offers, says what it holds, and is taken out again', async () => {
    expect(await catalogue.add(folder, {}, context())).toMatchObject({
      name: 'mine',
      kind: 'folder',
      entries: 1,
      status: 'fresh'
    });
    expect(names()).toEqual(['AI4OS', 'DEEP', 'mine']);
    await catalogue.remove('DEEP', context());
    expect(names()).toEqual(['AI4OS', 'mine']);
  });

  it('may be a git repository, which is fetched at once', async () => {
    const git = (...args: string[]): void => {
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args]);
    };
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'cards');
    const state = await catalogue.add(`file://${folder}`, { name: 'lab' }, context());
    expect(state).toMatchObject({ name: 'lab', kind: 'git', entries: 1 });
  });

  it.each([
    ['/no/such/folder', {}, /There is no folder \/no\/such\/folder/],
    ['https://example.org/page', {}, /Cannot tell what kind of source/],
    ['http://127.0.0.1:1/index.json', {}, /Cannot add .*refuses connections/],
    ['http://127.0.0.1:1/index.json', { name: 'a/b' }, /cannot be called "a\/b"/],
    ['http://127.0.0.1:1/index.json', { branch: 'x' }, /Cannot take the branch "x"/],
    ['ftp://example.org/x', { kind: 'http' as const }, /is not an http or https address/],
    ['https://raw.githubusercontent.com/deephdc/deep-oc/master/MODULES.yml', {}, /is a source already/]
  ])('that cannot be one is refused: %s %j', async (what, options, sentence) => {
    await expect(catalogue.add(what, options, context())).rejects.toThrow(sentence);
    expect(names()).toEqual(['AI4OS', 'DEEP']);
  });

  it('that holds nothing, or whose name is taken, is refused', async () => {
    mkdirSync(join(home, 'empty'));
    await expect(catalogue.add(join(home, 'empty'), {}, context())).rejects.toThrow(/it holds no module/);
    await expect(catalogue.add(folder, { name: 'DEEP' }, context())).rejects.toThrow(/called "DEEP" already/);
    await expect(catalogue.add(folder, { name: 'built-in' }, context())).rejects.toThrow(
      /"built-in" already/
    );
  });

  it('that is not there cannot be taken out', async () => {
    await expect(catalogue.remove('DEPE', context())).rejects.toMatchObject({ hint: 'Did you mean "DEEP"?' });
    await expect(catalogue.remove('built-in', context())).rejects.toMatchObject({
      hint: 'It comes with Sonde and cannot be taken out.'
    });
  });

  it('is known to the editor once it was added, and no longer once it was taken out', async () => {
    const types = () => readFileSync(join(home, 'types/catalogue.d.ts'), 'utf8');
    await catalogue.add(folder, {}, context());
    expect(types()).toContain('"dogs": true;');
    await catalogue.remove('mine', context());
    expect(types()).not.toContain('dogs');
  });

  it('does not cost what the user wrote by hand', async () => {
    const path = join(home, 'sources.json');
    writeFileSync(path, '{"sources": [{"name": "x"');
    await expect(catalogue.add(folder, {}, context())).rejects.toThrow(/Cannot change .* is not JSON/);
    expect(readFileSync(path, 'utf8')).toBe('{"sources": [{"name": "x"');
  });
});
