import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { card, problemOf, remoteCatalogue, type Answer } from '../testing/remote-catalogue.js';
import { findModule } from './find-module.js';
import type { Source } from './source.js';

const web = remoteCatalogue();

describe('a git repository', () => {
  let repository: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      encoding: 'utf8'
    });
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'a change');
  };

  beforeEach(() => {
    repository = join(web.home, 'repository');
    mkdirSync(join(repository, 'container'), { recursive: true });
    git('init', '-q', '-b', 'trunk');
    mkdirSync(join(repository, 'count'));
    writeFileSync(join(repository, 'count', 'ai4-metadata.yml'), card);
    writeFileSync(
      join(repository, 'count', 'module.js'),
      "export default { name: 'count', version: '1.2.0', input: {}, output: {}, predictOptions: {}, weights: [], examples: [], open() {} };"
    );
    writeFileSync(join(repository, 'container', 'ai4-metadata.yml'), card);
    commit();
  });

  const source = (more: Partial<Source> = {}): Source => ({
    name: 'lab',
    kind: 'git',
    location: pathToFileURL(repository).href,
    ...more
  });

  it('gives its modules and its containers, and the new ones when it changed', async () => {
    const { entries, states } = await web.refreshed(source());
    expect(entries.map(entry => [entry.name, entry.ok && entry.kind])).toEqual([
      ['container', 'container'],
      ['count', 'module']
    ]);
    expect(states).toEqual([expect.objectContaining({ kind: 'git', status: 'fresh', entries: 2 })]);
    const opened = await findModule('lab/count@1.2.0', [source()], web.context());
    expect(existsSync(opened.code)).toBe(true);

    cpSync(join(repository, 'container'), join(repository, 'second'), { recursive: true });
    commit();
    expect((await web.refreshed(source())).entries.map(({ name }) => name)).toContain('second');
  });

  it('still imports the toolkit when the installation has moved, and nothing new is there to fetch', async () => {
    await web.refreshed(source());
    const cache = join(web.home, 'catalogue');
    const link = join(cache, readdirSync(cache)[0]!, 'node_modules', '@sonde', 'toolkit');
    const before = readlinkSync(link);
    rmSync(link);
    symlinkSync('/gone/installation', link);
    await findModule('count', [source()], { ...web.context(), offline: true }).catch(() => undefined);
    expect(readlinkSync(link)).toBe(before);
  });

  it('removes what was left of a clone that was killed, and leaves one that is under way', async () => {
    await web.refreshed(source());
    const cache = join(web.home, 'catalogue');
    const trees = join(cache, readdirSync(cache)[0]!, 'trees');
    for (const name of ['.draft-old', '.draft-new']) mkdirSync(join(trees, name));
    const hourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(trees, '.draft-old'), hourAgo, hourAgo);
    cpSync(join(repository, 'container'), join(repository, 'second'), { recursive: true });
    commit();
    await web.refreshed(source());
    expect(readdirSync(trees).filter(name => name.startsWith('.'))).toEqual(['.draft-new']);
  });

  it('says which branch is not there, and which repository', async () => {
    const missing = await web.refreshed(source({ branch: 'release' }));
    expect(missing.states[0]).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('no branch "release"')
    });
    const gone = await web.refreshed(source({ location: join(web.home, 'nowhere') }));
    expect(gone.states[0]?.problem).toMatch(/^Cannot fetch .*nowhere/);
    const evil = await web.refreshed(source({ location: 'ext::sh -c id' }));
    expect(evil.states[0]?.problem).toBe('"ext::sh -c id" is not the address of a git repository');
  });

  it.each<[string, Answer, RegExp]>([
    ['hangs', () => undefined, /^Cannot fetch .*: no answer within 2 s$/],
    ['answers garbage', '<html>Log in</html>', /x\.git has no commits$/],
    ['answers 500', (_, response) => response.writeHead(500).end(), /^Cannot fetch .*: .*500/]
  ])('whose server %s is a sentence, and what is cached stays', async (what, answer, sentence) => {
    if (what === 'hangs') web.timeout = 2000;
    const far = source({ location: `${web.base}/x.git` });
    web.answers['/x.git/info/refs?service=git-upload-pack'] = answer;
    const { states, entries } = await web.refreshed(far);
    expect(states[0]).toMatchObject({
      status: 'failed',
      entries: 0,
      problem: expect.stringMatching(sentence)
    });
    expect(entries).toEqual([]);
    expect(readdirSync(join(web.home, 'catalogue')).length).toBe(1);
  });

  it('cannot name weights or examples outside of a module', async () => {
    const code = (weights: object[], examples: object[]): string =>
      `export default { name: 'count', version: '1.0.0', input: {}, output: {}, predictOptions: {}, open() {},
        weights: ${JSON.stringify(weights)}, examples: ${JSON.stringify(examples)} };`;
    const path = join(repository, 'count', 'module.js');
    writeFileSync(path, code([{ path: '../../secret' }], []));
    commit();
    expect(problemOf((await web.refreshed(source())).entries[1])).toMatch(
      /^The weight file "..\/..\/secret" lies outside the folder/
    );
    writeFileSync(path, code([], [{ input: '/etc/passwd' }]));
    commit();
    expect(problemOf((await web.refreshed(source())).entries[1])).toMatch(
      /^The example "\/etc\/passwd" lies outside the folder/
    );
  });

  it('cannot lead out of its folders by a symbolic link', async () => {
    symlinkSync('/etc', join(repository, 'linked'));
    mkdirSync(join(repository, 'sly'));
    writeFileSync(join(web.home, 'outside.yml'), card);
    symlinkSync(join(web.home, 'outside.yml'), join(repository, 'sly', 'ai4-metadata.yml'));
    commit();
    const { entries } = await web.refreshed(source());
    expect(entries.map(({ name }) => name)).toEqual(['container', 'count', 'sly']);
    expect(problemOf(entries[2])).toMatch(/^The card "ai4-metadata.yml" lies outside the folder/);
  });
});
