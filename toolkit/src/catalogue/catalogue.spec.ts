import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jupyterDisplay } from '@sonde/schema';
import { catalogue } from './catalogue.js';
import { CatalogueResult } from './catalogue-result.js';
import { findModule } from './find-module.js';
import { hereOf } from './here-of.js';
import type { Source } from './source.js';

const count = join(import.meta.dirname, '../jobs/fixtures/count');
let folder: string;
let broken: Source;
const whole: Source = { name: 'fixtures', kind: 'folder', location: join(count, '..') };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-catalogue-'));
  broken = { name: 'broken', kind: 'folder', location: folder };
  const make = async (name: string, parts: { card?: string | true; code?: string | true }): Promise<void> => {
    await mkdir(join(folder, name));
    if (parts.card === true)
      await cp(join(count, 'ai4-metadata.yml'), join(folder, name, 'ai4-metadata.yml'));
    else if (parts.card) await writeFile(join(folder, name, 'ai4-metadata.yml'), parts.card);
    if (parts.code)
      await writeFile(
        join(folder, name, 'module.js'),
        parts.code === true ? 'export default {};' : parts.code
      );
  };
  await make('no-card', { code: true });
  await make('bad-yaml', { card: 'title: [unclosed', code: true });
  await make('wrong-card', { card: 'metadata_version: 2.0.0\ntitle: ""\ntags: none\n', code: true });
  await make('no-code', { card: true });
  await make('throws', { card: true, code: "throw new Error('written in a hurry');" });
  await make('empty-module', { card: true, code: true });
  await make('misnamed', {
    card: true,
    code: "export default { name: 'other', version: '1.0.0', input: {}, output: {}, predictOptions: {}, open() {} };"
  });
  await make('no-module-at-all', {});
});

afterAll(() => rm(folder, { recursive: true }));

describe('catalogue', () => {
  it('shows each broken entry with what is wrong, beside those that work', async () => {
    const { entries } = await catalogue.list([broken, whole]);
    const problems = Object.fromEntries(
      entries.map(entry => [entry.name, entry.ok ? 'fine' : entry.problem])
    );
    expect(problems).toEqual({
      'bad-yaml': expect.stringMatching(/is not YAML: .*line/),
      count: 'fine',
      'empty-module': expect.stringContaining('it lacks name, version, input'),
      misnamed: 'The folder is called "misnamed", the module "other"',
      'no-card': expect.stringContaining('There is no ai4-metadata.yml'),
      'no-code': expect.stringContaining('There is no module.js'),
      throws: expect.stringContaining('written in a hurry'),
      'wrong-card': expect.stringMatching(/"summary" is missing.*"title" must NOT have fewer than 1/)
    });
  });

  it('shows a source that cannot be read as an entry, and keeps the others', async () => {
    const { entries } = await catalogue.list([
      { name: 'gone', kind: 'folder', location: '/no/such/folder' },
      whole
    ]);
    expect(entries).toEqual([
      {
        ok: false,
        name: 'gone',
        source: 'gone',
        folder: '/no/such/folder',
        problem: 'The folder /no/such/folder cannot be read'
      },
      expect.objectContaining({
        ok: true,
        name: 'count',
        version: '1.2.0',
        trainable: true,
        source: 'fixtures'
      })
    ]);
  });

  it.each(['count', 'cuont', 'COUNT', 'lines count', 'counting', 'clasification'])(
    'finds "count" by %j',
    async text => {
      expect((await catalogue.search(text, [whole, broken])).names).toContain('count');
    }
  );

  it('finds nothing by words that are nowhere, and says how to see all', async () => {
    const result = await catalogue.search('xylophone', [whole, broken]);
    expect(result).toHaveLength(0);
    expect(String(result)).toBe('No module matches "xylophone". catalogue.list() shows all.');
    const wish = { task: 'Music', trainable: true };
    expect(String(await catalogue.search(wish, [whole]))).toBe(
      'No module matches task "Music" and trainable true. catalogue.list() shows all.'
    );
  });

  it('filters by task and by whether a module can be trained', async () => {
    expect((await catalogue.search({ task: 'classification' }, [whole, broken])).names).toEqual(['count']);
    expect((await catalogue.search({ task: 'music' }, [whole])).names).toEqual([]);
    expect((await catalogue.search({ trainable: false }, [whole])).names).toEqual([]);
  });

  it('shows itself as a table with a twin in text', async () => {
    const bundle = (await catalogue.list([whole, broken]))[jupyterDisplay]();
    expect(bundle['text/html']).toMatch(/<code>count<\/code>.*Counts the lines/);
    expect(bundle['text/html']).toContain('There is no module.js in ');
    expect(bundle['text/plain']).toMatch(/count +module, fixtures +Counts the lines/);
  });

  it('says of a module that asks for more than this machine has why it does not run here', async () => {
    const machine = { memoryMB: 8, freeMB: 9, gpus: [], platform: 'a-b', onnx: true, docker: false };
    const root = await mkdtemp(join(tmpdir(), 'sonde-heavy-'));
    await mkdir(join(root, 'heavy'));
    const card = await readFile(join(count, 'ai4-metadata.yml'), 'utf8');
    const wish = 'resources: { inference: { gpu: 1, gpu_memory_MB: 8000 } }';
    await writeFile(join(root, 'heavy', 'ai4-metadata.yml'), `${card}\n${wish}\n`);
    await writeFile(
      join(root, 'heavy', 'module.js'),
      "export default { name: 'heavy', version: '1.0.0', input: {}, output: {}, predictOptions: {}, weights: [], examples: [], open() {} };"
    );
    const heavy: Source = { name: 'heavy', kind: 'folder', location: root };
    const why = 'It needs a GPU with 8 GB; this machine has none';
    const { entries } = await catalogue.search({ runsHere: false }, [heavy, whole], { machine });
    expect(entries).toEqual([expect.objectContaining({ name: 'heavy', here: { runs: false, why } })]);
    const { info } = await findModule('heavy', [heavy], { machine });
    expect(await hereOf(info, { machine })).toEqual({ runs: false, why });
    await rm(root, { recursive: true });
  });

  it('shows no more rows than a notebook can carry, and says how many there are', () => {
    const entries = Array.from({ length: 1000 }, (_, n) => ({
      ok: false as const,
      name: `m${n}`,
      source: 's',
      folder: '/m',
      problem: 'p'
    }));
    const result = new CatalogueResult(entries);
    const { 'text/html': html, 'text/plain': text } = result[jupyterDisplay]();
    expect(String(html).match(/<tr>/g)).toHaveLength(201);
    expect(html).toContain('The first 200 of 1000: ');
    expect(String(text).split('\n')).toHaveLength(202);
    expect(String(result)).toContain('m999');
  });
});

describe('findModule', () => {
  it('says which names are near a misspelt one', async () => {
    await expect(findModule('coutn', [whole, broken])).rejects.toMatchObject({
      code: 'module-unknown',
      message: 'There is no module called "coutn"',
      hint: 'Did you mean "count"?'
    });
  });

  it('reads the code of a module again when it has changed', async () => {
    const root = await mkdtemp(join(tmpdir(), 'sonde-edited-'));
    await cp(join(count, 'ai4-metadata.yml'), join(root, 'edited', 'ai4-metadata.yml'), { recursive: true });
    // In a process of its own: Jest imports by another way than Node.
    const script = `
      import { utimesSync, writeFileSync } from 'node:fs';
      import { findModule } from ${JSON.stringify(new URL('../../lib/catalogue/find-module.js', import.meta.url))};
      const path = ${JSON.stringify(join(root, 'edited', 'module.js'))};
      const write = version => writeFileSync(path, "export default { name: 'edited', version: '" + version +
        "', input: {}, output: {}, predictOptions: {}, weights: [], examples: [], open() {} };");
      const source = { name: 'mine', kind: 'folder', location: ${JSON.stringify(root)} };
      const find = async () => (await findModule('edited', [source])).definition;
      write('1.0.0');
      const first = await find();
      const same = (await find()) === first;
      write('1.1.0');
      utimesSync(path, 1e9, 1e9);
      console.log(JSON.stringify([first.version, same, (await find()).version]));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(JSON.parse(stdout)).toEqual(['1.0.0', true, '1.1.0']);
    await rm(root, { recursive: true });
  });

  it('lists what there is when nothing is near', async () => {
    await expect(findModule('xyzzy', [whole])).rejects.toMatchObject({ hint: 'There are: count.' });
  });

  it('opens a version that is there and names it when another is asked for', async () => {
    expect((await findModule('count@1.2.0', [whole])).info.version).toBe('1.2.0');
    await expect(findModule('count@2.0.0', [whole])).rejects.toThrow(
      '"count" is here in version 1.2.0, 2.0.0 was asked for'
    );
  });

  it('says what is wrong with a module that is broken', async () => {
    await expect(findModule('no-code', [broken])).rejects.toThrow(
      /Cannot load "no-code": There is no module.js/
    );
  });

  it('is not led out of the source by a name', async () => {
    await expect(findModule('../fixtures/count', [whole])).rejects.toMatchObject({ code: 'module-unknown' });
  });

  it('makes the paths of examples and data absolute', async () => {
    const { info } = await findModule('count', [whole]);
    expect(info.examples[0]?.input).toBe(join(count, 'module.js'));
    expect(info.train?.dataset.example).toBe(join(count, 'module.js'));
  });
});
