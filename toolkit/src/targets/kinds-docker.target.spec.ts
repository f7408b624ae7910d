/** Jobs of the other kinds on a Docker Engine: a prediction, a notebook and a cell's function. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { displayPort, type DisplayPort } from '@sonde/schema';
import { jobFolder } from '../jobs/job-folder.js';
import { openJobs } from '../jobs/open-jobs.js';
import { Jobs } from '../jobs/jobs.js';
import { remote } from '../remote/remote.js';
import { DockerEngine, bareImage } from '../testing/docker-engine.js';
import { dockerTarget } from './docker.js';
import { installRoot } from './install-root.js';

jest.setTimeout(120_000);

const engine = new DockerEngine();
const home = mkdtempSync(join(tmpdir(), 'sonde-kinds-docker-'));
const modules = join(home, 'modules');
const sources = [{ name: 'mine', kind: 'folder' as const, location: modules }];
/** Says that it brings Sonde: the one that is installed here, which its containers see. */
const wholeImage = 'sonde-test/whole:1';
const settings = {
  near: { host: engine.host, image: bareImage, files: 'auto' as const, slots: 8 },
  far: { host: engine.host, image: wholeImage, files: 'copy' as const, volumes: [installRoot()], slots: 8 }
};
const globals = globalThis as { [displayPort]?: DisplayPort };
let jobs: Jobs;

beforeAll(async () => {
  process.env['SONDE_HOME'] = home;
  const words = join(modules, 'words');
  mkdirSync(words, { recursive: true });
  cpSync(
    join(import.meta.dirname, '../jobs/fixtures/count/ai4-metadata.yml'),
    join(words, 'ai4-metadata.yml')
  );
  writeFileSync(join(words, 'weights.txt'), 'none');
  const sha256 = createHash('sha256').update('none').digest('hex');
  writeFileSync(
    join(words, 'module.js'),
    `export default {
      name: 'words', version: '1.0.0',
      input: { type: 'text', description: 'A text', schema: { type: 'string' }, read: async text => text },
      output: { type: 'json', description: 'Its words', schema: {} },
      predictOptions: { type: 'object', properties: {}, additionalProperties: false },
      weights: [{ path: 'weights.txt', sha256: '${sha256}', bytes: 4, format: 'text', licence: 'Apache-2.0', origin: 'the test' }],
      examples: [],
      async open() {
        return {
          device: { engine: 'loop', kind: 'cpu', device: 'test', threads: 1, why: 'It needs no engine' },
          async predict(text) { return { words: text.trim().split(' ').length }; },
          dispose() {}
        };
      }
    };`
  );
  const targets = Object.fromEntries(
    Object.entries(settings).map(([name, each]) => [name, { kind: 'docker', ...each }])
  );
  writeFileSync(join(home, 'targets.json'), JSON.stringify(targets));
  await engine.start();
  await engine.importNode();
  await engine.importNode(wholeImage, { 'sonde.root': installRoot() });
  jobs = new Jobs({
    home,
    sources,
    targets: [dockerTarget('near', settings.near), dockerTarget('far', settings.far)]
  });
});
afterAll(async () => {
  openJobs().close();
  jobs.close();
  delete process.env['SONDE_HOME'];
  delete globals[displayPort];
  await engine.close();
  rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

describe.each(['near', 'far'])('on an engine (%s)', target => {
  const artefact = (id: string, name: string): string =>
    readFileSync(join(jobFolder(home, id).artefacts, name), 'utf8');

  it('a prediction answers each file of a folder', async () => {
    const data = join(home, `texts-${target}`);
    mkdirSync(data);
    writeFileSync(join(data, 'a.txt'), 'one two');
    writeFileSync(join(data, 'b.txt'), 'three');
    const { id } = await jobs.submit({ kind: 'predict', module: 'words', data, target });
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(artefact(id, 'results.csv')).toBe('input,item,words\na.txt,1,2\nb.txt,1,1\n');
  });

  it('a notebook runs with its parameters, and its outputs come back', async () => {
    const notebook = join(home, `fit-${target}.ipynb`);
    const cell = (source: string, tags: string[] = []): object => ({
      cell_type: 'code',
      id: `c${source.length}`,
      metadata: { tags },
      source: [source],
      outputs: [],
      execution_count: null
    });
    writeFileSync(
      notebook,
      JSON.stringify({
        cells: [cell('const lr: number = 0.1;', ['parameters']), cell('console.log("lr", lr)')],
        metadata: {
          kernelspec: { name: 'sonde', display_name: 'TypeScript (Sonde)', language: 'typescript' }
        },
        nbformat: 4,
        nbformat_minor: 5
      })
    );
    const { id } = await jobs.submit({ kind: 'notebook', notebook, args: { lr: 0.5 }, target });
    expect(await jobs.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(artefact(id, `fit-${target}.ipynb`)).toContain('lr 0.5');
  });

  it('a function of a cell is sent there, and what it returns comes back', async () => {
    globals[displayPort] = {
      imported: new Map(),
      directory: tmpdir(),
      show: () => undefined,
      update: () => undefined,
      signal: new AbortController().signal,
      origin: {}
    } as unknown as DisplayPort;
    const work = runInThisContext(
      `(async ({ folder }) => {
        const { readFileSync, writeFileSync } = await __sonde__.import('node:fs');
        writeFileSync(folder + '/note.txt', 'kept');
        return { passwords: readFileSync('/etc/passwd', 'utf8'), floats: new Float32Array([1, 2.5]) };
      })`
    ) as () => unknown;
    const value = await remote(work, { on: target });
    // The container's own, and not this machine's.
    expect(value).toEqual({
      passwords: 'root:x:0:0::/tmp:/bin/sh\n',
      floats: new Float32Array([1, 2.5])
    });
    const [record] = await openJobs().list();
    expect(record?.artefacts.map(({ name }) => name)).toEqual(['note.txt', 'value.v8']);
  });
});
