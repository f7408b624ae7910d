/** Notebooks written for other kernels: what they import and call is here. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KernelClient, result, type Exchange } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    args: ['--type-errors', 'block'],
    files: {
      'draws.ts': `import { display } from 'tslab';\nexport const draw = () => display.text('from a file');`
    }
  });
});

afterAll(() => kernel.close());

/** Kind, data and id of each display. */
const displays = ({ outputs }: Exchange) =>
  outputs
    .filter(one => /display_data$/.test(one.header.msg_type))
    .map(one => [
      one.header.msg_type,
      one.content.data,
      (one.content.transient as { display_id?: string }).display_id
    ]);

const ok = async (code: string): Promise<Exchange> => {
  const exchange = await kernel.execute(code);
  expect([exchange.reply.content.status, exchange.reply.content.evalue]).toEqual(['ok', undefined]);
  return exchange;
};

const tslabCell = `import * as tslab from 'tslab';
tslab.display.html('<b>bold</b>');
tslab.display.png(new Uint8Array([1, 2, 3]));
tslab.display.raw('text/x-own', 'own');
const live = tslab.newDisplay();
live.markdown('# one');
live.markdown('# two');`;

function expectTslab(exchange: Exchange): void {
  const shown = displays(exchange);
  const id = shown[3]?.[2];
  expect(id).toEqual(expect.any(String));
  expect(shown).toEqual([
    ['display_data', { 'text/html': '<b>bold</b>', 'text/plain': 'bold' }, undefined],
    ['display_data', { 'image/png': 'AQID', 'text/plain': '<image/png, 3 B>' }, undefined],
    ['display_data', { 'text/x-own': 'own' }, undefined],
    ['display_data', { 'text/markdown': '# one', 'text/plain': '# one' }, id],
    ['update_display_data', { 'text/markdown': '# two', 'text/plain': '# two' }, id]
  ]);
}

describe('a notebook written for tslab', () => {
  it('draws without tslab, in cells and in the files they import, and its types are known', async () => {
    expectTslab(await ok(tslabCell));
    expect(displays(await ok(`import { draw } from './draws'; draw()`))).toEqual([
      ['display_data', { 'text/plain': 'from a file' }, undefined]
    ]);
    expect(
      displays(await ok(`const { display: d } = require('tslab') as typeof tslab; d.latex('x')`))
    ).toHaveLength(1);
    expect(result(await ok('Object.keys(tslab.versions).sort().join()'))).toBe("'node,tslab,typescript'");
    const wrong = await kernel.execute('tslab.display.html(5)');
    expect(wrong.reply.content.evalue).toContain("Argument of type 'number' is not assignable");
  });

  it('draws with the tslab that its project has', async () => {
    const own = await KernelClient.start();
    try {
      await mkdir(join(own.folder, 'node_modules'));
      const installed = fileURLToPath(new URL('../../node_modules/tslab', import.meta.url));
      await symlink(installed, join(own.folder, 'node_modules', 'tslab'));
      expectTslab(await own.execute(tslabCell));
      expect(result(await own.execute('tslab.versions.typescript'))).toBe("'5.0.4'");
    } finally {
      await own.close();
    }
  });
});

describe('a notebook written for Deno', () => {
  it('shows values, formats and updates', async () => {
    const exchange = await ok(`const { md } = Deno.jupyter;
await Deno.jupyter.display(md\`# \${1 + 1}\`);
await Deno.jupyter.display({ 'text/plain': 'one' }, { raw: true, display_id: 'd' });
await Deno.jupyter.display({ 'text/plain': 'two' }, { raw: true, display_id: 'd', update: true });
await Deno.jupyter.broadcast('display_data', { data: { 'text/plain': 'b' }, metadata: {}, transient: {} });
await Deno.jupyter.broadcast('comm_open', { comm_id: 'c', target_name: 't', data: { a: 1 } });
Deno.jupyter.html\`<i>x</i>\``);
    expect(
      displays(exchange).map(([kind, data, id]) => [
        kind,
        Object.values(data as Record<string, string>)[0],
        id
      ])
    ).toEqual([
      ['display_data', '# 2', undefined],
      ['display_data', 'one', 'd'],
      ['update_display_data', 'two', 'd'],
      ['display_data', 'b', undefined]
    ]);
    const comm = exchange.outputs.find(one => one.header.msg_type === 'comm_open');
    expect(comm?.content).toMatchObject({ comm_id: 'c', target_name: 't', data: { a: 1 } });
    const shown = exchange.outputs.find(one => one.header.msg_type === 'execute_result');
    expect(shown?.content.data).toEqual({ 'text/html': '<i>x</i>', 'text/plain': 'x' });
  });

  it('is told what is not here, and packages do not take this for Deno', async () => {
    const missing = await kernel.execute('// @types: off\nDeno.readTextFile("x")');
    expect(missing.reply.content.evalue).toContain('There is no Deno.readTextFile here');
    expect(result(await ok('"Deno" in globalThis'))).toBe('false');
    expect(result(await ok('((Deno: number) => Deno)(7)'))).toBe('7');
  });
});

describe('a cell that is a module', () => {
  it('is imported by others, has none of their names, and is loaded anew when it has changed', async () => {
    await ok('const outside = 1');
    await ok(
      `/** @module lib/maths */\nimport { sep } from 'node:path';\nexport const twice = (n: number) => n * 2;\nexport const sees = typeof (globalThis as any).outside + sep;`
    );
    await ok(
      `/**\n * Uses another.\n * @module upper\n */\nimport { twice } from './lib/maths';\nexport const four = (n: number) => twice(twice(n));`
    );
    expect(
      result(await ok(`import { four } from './upper'; import { sees } from './lib/maths'; four(2) + sees`))
    ).toBe("'8undefined/'");
    const wrong = await kernel.execute('four("2")');
    expect(wrong.reply.content.evalue).toContain("Argument of type 'string' is not assignable");
    await ok(
      `/** @module lib/maths */\nexport const twice = (n: number) => n * 20;\nexport const sees = '';`
    );
    expect(result(await ok(`import { four } from './upper'; four(2)`))).toBe('800');
  });

  it('runs nothing itself, and is told of its mistakes', async () => {
    expect(displays(await ok(`/** @module shows */\ndisplay(1); export {};`))).toEqual([]);
    expect((await kernel.execute(`/** @module broken */\nexport const = 1`)).reply.content.ename).toBe(
      'SyntaxError'
    );
    expect(
      (await kernel.execute(`/** @module wrong */\nexport const n: number = ''`)).reply.content.ename
    ).toBe('TypeScriptError');
  });
});
