/** Lists, indexes and repositories over real sockets: whatever a server does, the catalogue shows what it has. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CatalogueEntry, SourceState } from '@sonde/schema';
import { catalogue } from './catalogue.js';
import { findEntry, findModule } from './find-module.js';
import { fetchText } from './fetch-text.js';
import type { Source } from './source.js';

type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

const fixtures = join(import.meta.dirname, 'fixtures');
const count = join(import.meta.dirname, '../jobs/fixtures/count');
const card = readFileSync(join(fixtures, 'card.yml'), 'utf8');
const old = readFileSync(join(fixtures, 'metadata-v1.json'), 'utf8');
const lists = {
  gitmodules: readFileSync(join(fixtures, 'gitmodules.txt'), 'utf8'),
  'modules-yml': readFileSync(join(fixtures, 'MODULES.yml'), 'utf8')
};

let server: Server;
let base: string;
let home: string;
let answers: Record<string, Answer>;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = answers[path] ?? answers[`*${path.slice(path.lastIndexOf('/'))}`];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'string') response.end(answer);
    else answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-remote-'));
  answers = {};
  asked = [];
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

let time = Date.parse('2026-11-23T12:00:00Z');
const now = (): number => time;
const context = () => ({ home, offline: false, timeout: 500, now });

/** The catalogue after everything was fetched. */
async function refreshed(
  ...from: Source[]
): Promise<{ entries: CatalogueEntry[]; states: readonly SourceState[] }> {
  const result = await catalogue.refresh({}, from, context());
  return { entries: [...result.entries], states: result.sources };
}

/** The published list, with its repositories on our server. */
function list(kind: keyof typeof lists): Source {
  answers[`/${kind}`] = lists[kind].replaceAll('https://github.com', base);
  return { name: kind, kind, location: `${base}/${kind}` };
}

function index(...modules: object[]): Source {
  answers['/index.json'] = JSON.stringify({ modules });
  return { name: 'ours', kind: 'http', location: `${base}/index.json` };
}

const problemOf = (entry: CatalogueEntry | undefined): string | undefined =>
  entry && !entry.ok ? entry.problem : undefined;

describe('the list of AI4OS', () => {
  it('gives a container for each of its 46 modules, whatever the form of their addresses', async () => {
    answers['*/ai4-metadata.yml'] = card;
    const { entries, states } = await refreshed(list('gitmodules'));
    expect(entries).toHaveLength(46);
    expect(entries.find(({ name }) => name === 'dogs-breed-detector')).toMatchObject({
      ok: true,
      kind: 'container',
      image: 'ai4oshub/dogs-breed-detector',
      version: 'latest',
      trainable: true,
      source: 'gitmodules',
      here: { runs: false, why: expect.stringContaining('ai4oshub/dogs-breed-detector') }
    });
    expect(states).toEqual([
      expect.objectContaining({ status: 'fresh', entries: 46, fetched: '2026-11-23T12:00:00.000Z' })
    ]);
    // `.git` at the end, a slash at the end, no branch.
    expect(asked).toContain('/ai4os-hub/dogs-breed-detector/raw/main/ai4-metadata.yml');
    expect(asked).toContain('/ai4os-hub/fast-neural-transfer/raw/main/ai4-metadata.yml');
    expect(asked).toContain('/ai4os-hub/image-classification-tf-dicom/raw/HEAD/ai4-metadata.yml');
  });

  it('shows cards that are broken, missing, slow or refused beside those that work', async () => {
    answers['*/ai4-metadata.yml'] = card;
    const at = (name: string): string => `/ai4os-hub/${name}/raw/main/ai4-metadata.yml`;
    answers[at('phyto-plankton-classification')] = 'title: a\ndescription: one\n  two: three\n  four';
    answers[at('satsr')] = (_, response) => response.writeHead(404).end();
    answers[at('posenet-tf')] = () => undefined; // never answers
    answers[at('conus-classification')] = (_, response) => response.writeHead(500).end();
    answers[at('plants-classification')] = card.replace('Computer Vision', 'Gardening');
    answers[at('seeds-classification')] = '<!doctype html><p>Log in';
    const { entries, states } = await refreshed(list('gitmodules'));
    expect(entries).toHaveLength(46);
    const problem = (name: string) => problemOf(entries.find(entry => entry.name === name));
    expect(problem('phyto-plankton-classification')).toMatch(/^ai4-metadata.yml is not YAML: /);
    expect(problem('satsr')).toMatch(/^It has no card: .* answered 404 Not Found$/);
    expect(problem('posenet-tf')).toMatch(/did not answer within 0.5 s$/);
    expect(problem('conus-classification')).toMatch(/answered 500 Internal Server Error$/);
    expect(problem('plants-classification')).toMatch(/"tasks.0" must be one of Computer Vision, /);
    expect(problem('seeds-classification')).toMatch(/is no card/);
    expect(states[0]?.problem).toMatch(/^2 of 46 cards could not be fetched: /);
  });
});

describe('the list of DEEP', () => {
  it('gives a container for each of its 32 modules, their cards brought to version 2', async () => {
    answers['*/metadata.json'] = old;
    const { entries } = await refreshed(list('modules-yml'));
    expect(entries).toHaveLength(32);
    expect(entries.every(entry => entry.ok)).toBe(true);
    const entry = entries.find(({ name }) => name === 'DEEP-OC-mods');
    expect(entry).toMatchObject({
      kind: 'container',
      image: 'deephdc/deep-oc-mods',
      trainable: true,
      card: {
        metadata_version: '2.3.0',
        libraries: ['TensorFlow', 'Keras', 'Scikit-learn'],
        categories: ['AI4 trainable', 'AI4 inference', 'AI4 pre trained'],
        dates: { created: '2019-02-19', updated: '2019-02-19' },
        license: 'Apache 2.0'
      }
    });
    expect(entries.map(({ name }) => name)).toContain('UC-emvollmer-deep-oc-tbbrdet_api');
  });

  it('takes a card of version 2 where there is none of version 1', async () => {
    answers['*/ai4-metadata.yml'] = card;
    expect((await refreshed(list('modules-yml'))).entries.every(entry => entry.ok)).toBe(true);
  });
});

describe('an index', () => {
  it('names cards by addresses relative to itself', async () => {
    answers['/cards/a.yml'] = card;
    const { entries } = await refreshed(
      index({ name: 'a', card: 'cards/a.yml' }, { name: '../b', card: 'b.yml' })
    );
    expect(entries.map(entry => [entry.name, entry.ok])).toEqual([
      ['../b', false],
      ['a', true]
    ]);
    expect(problemOf(entries[0])).toBe('The name "../b" cannot be that of a module');
  });

  it('is not fetched again where nothing changed', async () => {
    let sent = 0;
    answers['/a.yml'] = (request, response) => {
      response.setHeader('ETag', '"1"');
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.end(card, () => sent++);
    };
    const source = index({ name: 'a', card: 'a.yml' });
    await refreshed(source);
    const { entries } = await refreshed(source);
    expect(sent).toBe(1);
    expect(entries).toEqual([expect.objectContaining({ ok: true, name: 'a' })]);
  });

  it('keeps the card that it had when a new one cannot be fetched', async () => {
    answers['/a.yml'] = answers['/b.yml'] = card;
    const source = index({ name: 'a', card: 'a.yml' }, { name: 'b', card: 'b.yml' });
    await refreshed(source);
    answers['/a.yml'] = (_, response) => response.writeHead(503).end();
    const { entries, states } = await refreshed(source);
    expect(entries.every(entry => entry.ok)).toBe(true);
    expect(states[0]).toMatchObject({ status: 'fresh', problem: expect.stringContaining('1 of 2 cards') });
  });

  it.each([
    ['hangs', () => undefined, /did not answer within 0.5 s/],
    ['answers 500', (_: unknown, response: ServerResponse) => response.writeHead(500).end(), /answered 500/],
    ['is garbage', '{"modules": [', /The list is not YAML or JSON/],
    ['is HTML', '<html><p>Log in</p></html>', /The list must hold/],
    ['is null', 'null', /The list must hold/],
    [
      'has a line without a card',
      '{"modules": [{"name": "a"}]}',
      /must give module 1 a "name" and the address/
    ],
    [
      'is too large',
      (_: unknown, response: ServerResponse) => response.end('x'.repeat(5 << 20)),
      /more than/
    ],
    [
      'breaks off',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"mod', () => response.destroy());
      },
      /broke/
    ],
    [
      'redirects in circles',
      (_: unknown, response: ServerResponse) => response.writeHead(302, { Location: '/index.json' }).end(),
      /redirects more than 5 times/
    ],
    [
      'redirects to a file',
      (_: unknown, response: ServerResponse) =>
        response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
      /redirects to "file:\/\/\/etc\/passwd", which is not an http or https address/
    ]
  ] as [string, Answer, RegExp][])('that %s is a sentence in its state', async (_, answer, problem) => {
    const source = index();
    answers['/index.json'] = answer;
    const { entries, states } = await refreshed(source);
    expect(entries).toEqual([]);
    expect(states[0]).toMatchObject({ status: 'failed', entries: 0, next: '2026-11-23T12:01:00.000Z' });
    expect(states[0]?.problem).toMatch(problem);
  });

  it('that fails keeps what is cached, and is tried again ever later', async () => {
    answers['/a.yml'] = card;
    const source = index({ name: 'a', card: 'a.yml' });
    await refreshed(source);
    answers['/index.json'] = (_, response) => response.writeHead(500).end();
    const nexts: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const { entries, states } = await refreshed(source);
      expect(entries).toHaveLength(1);
      expect(states[0]).toMatchObject({ status: 'cached', fetched: '2026-11-23T12:00:00.000Z' });
      nexts.push(states[0]?.next?.slice(11, 16));
    }
    expect(nexts).toEqual(['12:01', '12:02', '12:04']);
    answers['/index.json'] = JSON.stringify({ modules: [] });
    const { states } = await refreshed(source);
    expect(states[0]).toMatchObject({ status: 'fresh', entries: 0 });
    expect(states[0]).not.toHaveProperty('problem');
  });
});

describe('list()', () => {
  const settled = async (source: Source): Promise<readonly SourceState[]> => {
    for (;;) {
      const states = await catalogue.sources([source], { ...context(), offline: true });
      if (states[0]?.status !== 'refreshing') return states;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  it('does not wait for what was never fetched, and shows it when it is there', async () => {
    let release = (): void => undefined;
    answers['/a.yml'] = (_, response) => (release = () => response.end(card));
    const source = index({ name: 'a', card: 'a.yml' });
    const first = await catalogue.list([source], context());
    expect(first.sources).toEqual([expect.objectContaining({ status: 'refreshing', entries: 0 })]);
    expect(String(first)).toContain('ours: being fetched');
    while (!asked.includes('/a.yml')) await new Promise(resolve => setTimeout(resolve, 5));
    release();
    await settled(source);
    expect((await catalogue.list([source], context())).names).toEqual(['a']);
  });

  it('fetches again what is older than six hours', async () => {
    answers['/a.yml'] = card;
    const source = index({ name: 'a', card: 'a.yml' });
    await refreshed(source);
    asked = [];
    time += 5 * 3_600_000;
    await catalogue.list([source], context());
    await settled(source);
    expect(asked).toEqual([]);
    time += 2 * 3_600_000;
    expect((await catalogue.list([source], context())).sources[0]?.status).toBe('refreshing');
    const [state] = await settled(source);
    expect(asked).toContain('/index.json');
    expect(state?.fetched).toBe(new Date(time).toISOString());
    time -= 7 * 3_600_000;
  });

  it('asks nobody offline', async () => {
    answers['/a.yml'] = card;
    const source = index({ name: 'a', card: 'a.yml' });
    const offline = { ...context(), offline: true };
    expect((await catalogue.refresh({}, [source], offline)).sources).toEqual([
      expect.objectContaining({
        status: 'failed',
        problem: 'It has never been fetched, and SONDE_OFFLINE is set'
      })
    ]);
    expect(asked).toEqual([]);
    await refreshed(source);
    expect((await catalogue.list([source], offline)).names).toEqual(['a']);
  });

  it('reads past a cache that was damaged', async () => {
    answers['/a.yml'] = card;
    const source = index({ name: 'a', card: 'a.yml' });
    await refreshed(source);
    const folder = join(home, 'catalogue', readdirSync(join(home, 'catalogue'))[0] ?? '');
    expect(readdirSync(folder)).toEqual(['snapshot.json']);
    writeFileSync(join(folder, 'snapshot.json'), '{"fetched": "20');
    expect((await catalogue.list([source], { ...context(), offline: true })).entries).toEqual([]);
    expect((await refreshed(source)).entries).toHaveLength(1);
  });
});

describe('addresses', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://0x7f.1/',
    'http://169.254.169.254/latest'
  ])('of this machine or a private network (%s) are refused to a public source', async address => {
    await expect(fetchText(address)).rejects.toMatchObject({ code: 'address-refused' });
  });

  it('of this machine are refused when a public one redirects to them', async () => {
    answers['/public'] = (_, response) =>
      response.writeHead(302, { Location: 'http://127.0.0.2:1/secret' }).end();
    // Our server stands for a public one.
    const isPrivate = (address: string): boolean => address !== '127.0.0.1';
    await expect(fetchText(`${base}/public`, { isPrivate })).rejects.toThrow(
      /^http:\/\/127.0.0.2:1\/secret is an address of this machine or of a private network/
    );
  });

  it('of other kinds than http are refused', async () => {
    await expect(fetchText('file:///etc/passwd')).rejects.toMatchObject({ code: 'address-refused' });
  });
});

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
    repository = join(home, 'repository');
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
    const { entries, states } = await refreshed(source());
    expect(entries.map(entry => [entry.name, entry.ok && entry.kind])).toEqual([
      ['container', 'container'],
      ['count', 'module']
    ]);
    expect(states).toEqual([expect.objectContaining({ kind: 'git', status: 'fresh', entries: 2 })]);
    const opened = await findModule('lab/count@1.2.0', [source()], context());
    expect(existsSync(opened.code)).toBe(true);

    cpSync(join(repository, 'container'), join(repository, 'second'), { recursive: true });
    commit();
    expect((await refreshed(source())).entries.map(({ name }) => name)).toContain('second');
  });

  it('says which branch is not there, and which repository', async () => {
    const missing = await refreshed(source({ branch: 'release' }));
    expect(missing.states[0]).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('no branch "release"')
    });
    const gone = await refreshed(source({ location: join(home, 'nowhere') }));
    expect(gone.states[0]?.problem).toMatch(/^Cannot fetch .*nowhere/);
    const evil = await refreshed(source({ location: 'ext::sh -c id' }));
    expect(evil.states[0]?.problem).toBe('"ext::sh -c id" is not the address of a git repository');
  });

  it('cannot name weights or examples outside of a module', async () => {
    const code = (weights: object[], examples: object[]): string =>
      `export default { name: 'count', version: '1.0.0', input: {}, output: {}, predictOptions: {}, open() {},
        weights: ${JSON.stringify(weights)}, examples: ${JSON.stringify(examples)} };`;
    const path = join(repository, 'count', 'module.js');
    writeFileSync(path, code([{ path: '../../secret' }], []));
    commit();
    expect(problemOf((await refreshed(source())).entries[1])).toMatch(
      /^The weight file "..\/..\/secret" lies outside the folder/
    );
    writeFileSync(path, code([], [{ input: '/etc/passwd' }]));
    commit();
    expect(problemOf((await refreshed(source())).entries[1])).toMatch(
      /^The example "\/etc\/passwd" lies outside the folder/
    );
  });

  it('cannot lead out of its folders by a symbolic link', async () => {
    symlinkSync('/etc', join(repository, 'linked'));
    mkdirSync(join(repository, 'sly'));
    writeFileSync(join(home, 'outside.yml'), card);
    symlinkSync(join(home, 'outside.yml'), join(repository, 'sly', 'ai4-metadata.yml'));
    commit();
    const { entries } = await refreshed(source());
    expect(entries.map(({ name }) => name)).toEqual(['container', 'count', 'sly']);
    expect(problemOf(entries[2])).toMatch(/^The card "ai4-metadata.yml" lies outside the folder/);
  });
});

describe('a name in two sources', () => {
  it('is listed twice; the first source wins, and the other is loaded by its own name', async () => {
    answers['/a.yml'] = card;
    const second = index({ name: 'count', card: 'a.yml' });
    const first: Source = { name: 'fixtures', kind: 'folder', location: join(count, '..') };
    const { entries } = await refreshed(first, second);
    expect(entries.map(entry => [entry.name, entry.source, entry.ok && entry.loadAs])).toEqual([
      ['count', 'fixtures', undefined],
      ['count', 'ours', 'ours/count']
    ]);
    expect((await findEntry('count', [first, second], context())).kind).toBe('module');
    expect((await findEntry('count', [second, first], context())).kind).toBe('container');
    expect((await findEntry('ours/count', [first, second], context())).kind).toBe('container');
    expect((await findEntry('count@latest', [first, second], context())).kind).toBe('container');
  });
});

describe('a container', () => {
  it('is fetched when it is asked for by name for the first time', async () => {
    answers['*/ai4-metadata.yml'] = card;
    const found = await findEntry('dogs-breed-detector', [list('gitmodules')], context());
    expect(found.info).toMatchObject({
      kind: 'container',
      wouldRun: expect.arrayContaining([
        {
          where: 'Docker',
          command: 'docker run --rm -it -p 127.0.0.1:5000:5000 ai4oshub/dogs-breed-detector'
        }
      ])
    });
    await expect(findModule('dogs-breed-detector', [list('gitmodules')], context())).rejects.toMatchObject({
      code: 'module-container',
      message: expect.stringContaining('Sonde cannot run containers yet')
    });
  });
});
