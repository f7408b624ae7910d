import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { catalogue } from './catalogue.js';

const fixtures = join(import.meta.dirname, '../jobs/fixtures');
const environment = { ...process.env };
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-catalogue-types-'));
  file = join(folder, 'home/types/catalogue.d.ts');
  const modules = join(folder, 'modules');
  await mkdir(join(modules, 'broken'), { recursive: true });
  await writeFile(join(modules, 'broken', 'module.js'), 'throw new Error("no")');
  process.env['SONDE_HOME'] = join(folder, 'home');
  process.env['SONDE_OFFLINE'] = '1';
  process.env['SONDE_MODULES'] = [fixtures, modules].join(delimiter);
});
afterAll(async () => {
  process.env = environment;
  await rm(folder, { recursive: true });
});

it('tells the editor of modules that are not built in, and writes only what has changed', async () => {
  await catalogue.list();
  const text = await readFile(file, 'utf8');
  expect(text).toContain('"count": SchemaModule<');
  expect(text).toMatch(/"count": \{\s+predict: \{/);
  expect(text).toContain('"fixtures/count": SchemaModule<');
  expect(text).not.toContain('image-classification');
  expect(text).not.toContain('broken');
  const { ino } = await stat(file);
  await catalogue.search('count');
  expect((await stat(file)).ino).toBe(ino);
  process.env['SONDE_MODULES'] = '';
  await catalogue.list();
  expect(await readFile(file, 'utf8')).not.toContain('count');
});

it('leaves the file alone where only some sources are asked', async () => {
  const before = await readFile(file, 'utf8');
  await catalogue.list([{ name: 'some', kind: 'folder', location: fixtures }]);
  expect(await readFile(file, 'utf8')).toBe(before);
});
