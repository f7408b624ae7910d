import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueCommand } from './catalogue-command.js';
import type { CatalogueFlags } from './catalogue-usage.js';
import { textTable } from './text-table.js';

const fixtures = join(import.meta.dirname, '../../toolkit/src/jobs/fixtures');
const card = join(import.meta.dirname, '../../toolkit/src/catalogue/fixtures/card.yml');
const before = { ...process.env };
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-cli-'));
  Object.assign(process.env, { SONDE_HOME: home, SONDE_MODULES: fixtures, SONDE_OFFLINE: '1' });
});
afterAll(() => {
  process.env = before;
  rmSync(home, { recursive: true });
});

async function run(words: string[], flags: CatalogueFlags = {}): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await catalogueCommand(words, flags, line => lines.push(line));
  return { code, text: lines.join('\n') };
}

describe('sonde catalogue', () => {
  it('lists what there is, and says why a list is not shown', async () => {
    const { code, text } = await run(['list']);
    expect(code).toBe(0);
    expect(text).toMatch(/^Name +Kind +Source +Summary\n/);
    expect(text).toMatch(/count +module +fixtures +Counts the lines/);
    expect(text).toContain('AI4OS: nothing to show: It has never been fetched, and SONDE_OFFLINE is set');
  });

  it('searches by words and fields, for programs too', async () => {
    const { text } = await run(['search', 'lines'], { source: 'fixtures', trainable: true, json: true });
    expect(JSON.parse(text)).toMatchObject({ entries: [{ name: 'count' }], sources: expect.any(Array) });
    expect((await run(['search', 'lines'], { task: 'Music' })).text).toContain('No module matches "lines"');
  });

  it('shows a module', async () => {
    expect((await run(['show', 'count'])).text).toMatch(/^Module +count 1.2.0 \(fixtures\)\n/);
    await expect(run(['show', 'coutn'])).rejects.toThrow('There is no module called "coutn"');
    await expect(run(['show'])).rejects.toThrow('"sonde catalogue show" takes the name of a module');
  });

  it('shows a module without the escape sequences in its card and README', async () => {
    const evil = join(home, 'evil');
    cpSync(join(fixtures, 'count'), join(evil, 'count'), { recursive: true });
    const file = join(evil, 'count', 'ai4-metadata.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^summary: .*$/m, 'summary: "a\\e[2Jb \\x9b2J"'));
    writeFileSync(
      join(evil, 'count', 'module.js'),
      `export default { name: 'count', version: '1.0.0', input: {}, output: {}, predictOptions: {}, weights: [], examples: [], open() {} };`
    );
    writeFileSync(join(evil, 'count', 'README.md'), '# Count\n\u001b]0;owned\u0007\u001b[31mred\n');
    await run(['import', evil], { name: 'evil' });
    // eslint-disable-next-line no-control-regex -- exactly those are meant
    const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
    const { text } = await run(['show', 'evil/count']);
    expect(text).toContain('# Count\nred');
    expect(text).not.toMatch(controls);
    expect((await run(['show', 'evil/count'], { json: true })).text).not.toMatch(controls);
    await run(['remove', 'evil']);
  });

  it('validates cards, and fails when one is wrong', async () => {
    expect(await run(['validate', card])).toEqual({ code: 0, text: `${card}: right` });
    const { code, text } = await run(['validate', card, import.meta.filename, '/no/such.yml']);
    expect(code).toBe(1);
    expect(text).toMatch(/\.spec\.ts: .*\n\/no\/such\.yml: there is no such card$/);
  });

  it('adds and removes a source', async () => {
    expect((await run(['import', fixtures], { name: 'mine' })).text).toBe(
      'Added "mine" (folder): it holds 1 module.'
    );
    expect((await run(['sources'])).text).toMatch(/mine +folder +fresh +1/);
    expect((await run(['remove', 'mine'])).text).toMatch(/^Removed "mine"/);
  });

  it('names its commands when there is no such one', async () => {
    await expect(run(['lst'])).rejects.toMatchObject({
      message: 'There is no command "sonde catalogue lst"',
      hint: expect.stringContaining('sonde catalogue list')
    });
  });
});

describe('a table of text', () => {
  it('is cut to the terminal and cannot move its cursor', () => {
    expect(textTable(['A', 'B'], [['x\u001b[2J', 'a long story']], 14)).toBe('A  B\nx  a long sto…');
  });
});
