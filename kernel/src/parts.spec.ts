import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const loader = new URL('./parts.js', import.meta.url).href.replace('/src/', '/lib/');
let folder: string;
let part: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-parts-'));
  part = join(folder, 'part.js');
  await writePart('first', 1);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const writePart = (name: string, value: number) =>
  writeFile(
    part,
    `//${name}\n'use strict';\nmodule.exports = { value: ${value}, file: __filename, fs: require('node:fs') };\n`
  );

/** In a process of its own: what it printed. `code` runs with `load`, which loads the part, and `keep`. */
async function inNode(code: string): Promise<unknown> {
  const program = `import(${JSON.stringify(loader)}).then(async ({ loadPart, keepCode: keep }) => {
    const load = () => loadPart(${JSON.stringify(part)});
    console.log(JSON.stringify(await (async () => { ${code} })()));
  });`;
  const { stdout } = await run(process.execPath, ['-e', program]);
  return JSON.parse(stdout) as unknown;
}

const kept = async () => (await readdir(folder)).filter(name => name !== 'part.js');

it('is a module like any other, loaded once', async () => {
  expect(
    await inNode(
      `const one = load(); return [one.value, one === load(), one.file, typeof one.fs.readFileSync]`
    )
  ).toEqual([1, true, part, 'function']);
  expect(await kept()).toEqual([]);
});

it('that fails is not there half', async () => {
  await writeFile(part, "//fails\nmodule.exports.half = 1; throw new Error('not today');\n");
  const twice = 'const says = () => { try { return load().half } catch (error) { return error.message } }';
  expect(await inNode(`${twice}; return [says(), says()]`)).toEqual(['not today', 'not today']);
});

it('keeps what V8 made of it, under the name of the content and the version of Node', async () => {
  await inNode('load(); keep(); return 0');
  const name = `part.js.first.${process.version}-${process.arch}.code`;
  expect(await kept()).toEqual([name]);
  const before = await readFile(join(folder, name));
  expect(await inNode('const { value } = load(); keep(); return value')).toBe(1);
  // It was used, and nothing more has run.
  expect(before.equals(await readFile(join(folder, name)))).toBe(true);

  await writePart('other', 2);
  expect(await inNode('const { value } = load(); keep(); return value')).toBe(2);
  expect(await kept()).toHaveLength(2);
});

it('keeps more when more of it has run', async () => {
  const seldom = `function () { return [${Array.from({ length: 300 }, (_, i) => `() => ${i}`).join()}].length }`;
  await writeFile(part, `//first\nmodule.exports = { seldom: ${seldom} };\n`);
  const size = async () => (await readFile(join(folder, (await kept())[0] ?? ''))).length;
  await inNode('load(); keep(); return 0');
  const few = await size();
  expect(await inNode('const count = load().seldom(); keep(); return count')).toBe(300);
  const more = await size();
  expect(more).toBeGreaterThan(1.5 * few);
  await inNode('load(); keep(); return 0');
  expect(await size()).toBe(more);
});

it('compiles where what is kept is of no use, and keeps it anew', async () => {
  await inNode('load(); keep(); return 0');
  const file = join(folder, (await kept())[0] ?? '');
  for (const bad of ['', 'rubbish', (await readFile(file)).subarray(0, 100)]) {
    await writeFile(file, bad);
    expect(await inNode('const { value } = load(); keep(); return value')).toBe(1);
    expect((await readFile(file)).length).toBeGreaterThan(200);
  }
});

it('says nothing where nothing may be written', async () => {
  const gone = `require('node:fs').rmSync(${JSON.stringify(folder)}, { recursive: true })`;
  expect(await inNode(`const one = load(); ${gone}; keep(); return one.value`)).toBe(1);
});
