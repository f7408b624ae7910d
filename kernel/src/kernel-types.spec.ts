/** What the editor learns of types: completions, hover, diagnostics while a cell is typed, across cells and packages. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codePoints } from './protocol/editor.js';
import type { Message } from './protocol/wire.js';
import { childrenOf } from './testing/children.js';
import { KernelClient, printed, result } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;
let provided: string;

beforeAll(async () => {
  provided = await mkdtemp(join(tmpdir(), 'sonde-provided-'));
  await mkdir(join(provided, 'lib'));
  await writeFile(
    join(provided, 'package.json'),
    JSON.stringify({
      name: 'deep',
      version: '1.0.0',
      type: 'module',
      exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } }
    })
  );
  await writeFile(join(provided, 'lib', 'index.js'), 'export const predict = options => options.topk ?? 5;');
  await writeFile(
    join(provided, 'lib', 'index.d.ts'),
    `export interface Known {}
     export declare function open<Name extends keyof Known | (string & {})>(name: Name): Known[Name & keyof Known];
     export declare function predict(options: {
       /** How many. From 1 to 9.
        * @defaultValue 5 */
       topk?: number;
     }): number;`
  );
  kernel = await KernelClient.start({
    args: ['--provide', `deep=${provided}`, '--types', '${GIVEN}/given.d.ts'],
    env: { GIVEN: provided },
    answer: prompt => `answer to ${prompt}`
  });
});

afterAll(async () => {
  await kernel.close();
  await rm(provided, { recursive: true });
});

describe('types', () => {
  const complete = async (code: string) => {
    const { reply } = await kernel.request('shell', 'complete_request', {
      code,
      cursor_pos: codePoints(code)
    });
    return reply.content;
  };

  it('are known across cells to completion and hover', async () => {
    await kernel.execute(
      'interface Fish { species: string; depth: number }\nconst caught: Fish[] = [{ species: "cod", depth: 40 }];'
    );
    expect(await complete('"🎈"; caught[0].spe')).toMatchObject({
      matches: ['species'],
      cursor_start: 15,
      cursor_end: 18
    });
    expect((await complete('cau')).matches).toEqual(['caught']);
    expect((await complete('caught[0].de')).metadata).toMatchObject({
      _jupyter_types_experimental: [{ text: 'depth', type: 'property' }]
    });
    expect((await complete('Math.ma')).metadata).toMatchObject({
      _jupyter_types_experimental: [{ text: 'max', signature: 'Math.max(...values: number[]): number' }]
    });
    const { reply } = await kernel.request('shell', 'inspect_request', {
      code: 'caught.length',
      cursor_pos: 2,
      detail_level: 0
    });
    expect(reply.content).toMatchObject({
      found: true,
      data: { 'text/plain': expect.stringContaining('caught: Fish[]') }
    });
    await kernel.execute('const caught = "changed";');
    expect((await complete('caught.toUpperC')).matches).toEqual(['toUpperCase']);
  });

  it('wrong in a cell that runs are printed below it; errors print alone', async () => {
    const exchange = await kernel.execute('const wrong: number = "text"; 5');
    expect(printed(exchange, 'stderr')).toContain('Type error TS2322, line 1 column 7');
    expect(result(exchange)).toBe('5');
    const failing = await kernel.execute('const alsoWrong: number = "text"; throw new Error("x")');
    expect(printed(failing, 'stderr')).toBe('');
  });

  it('come as diagnostics while a cell is typed, against all cells that have run and packages that are given', async () => {
    await kernel.execute('import { predict } from "deep"; let counter = 1; const fixed = 2; predict({})');
    await kernel.notify('comm_open', { comm_id: 'd', target_name: 'sonde.diagnostics', data: {} });
    const ask = async (version: number, code: string) => {
      await kernel.notify('comm_msg', { comm_id: 'd', data: { cell: 'a', code, version } });
      const isAnswer = (one: Message) =>
        one.content.comm_id === 'd' &&
        (one.content.data as { version?: number } | undefined)?.version === version;
      await kernel.until(() => kernel.iopub.some(isAnswer));
      return kernel.iopub.find(isAnswer)?.content.data as { cell: string; diagnostics: unknown[] };
    };
    expect(await ask(1, '// 🎈\npredict({ topp: 3 })')).toEqual({
      cell: 'a',
      version: 1,
      diagnostics: [
        {
          from: { line: 1, column: 10 },
          to: { line: 1, column: 14 },
          severity: 'error',
          code: expect.stringMatching(/^(2353|2561)$/),
          message: expect.stringContaining("'topp'")
        }
      ]
    });
    expect(
      (await ask(2, 'predict({ topk: 3 }); counter = 2; const again = fixed; let again2 = again')).diagnostics
    ).toEqual([]);
    expect((await ask(3, 'fixed = 3; counter = "x"; predict({ topk: ')).diagnostics.length).toBeGreaterThan(
      2
    );
    expect((await ask(4, 'import x from "no-such-package"')).diagnostics).toHaveLength(1);
    expect((await ask(5, '')).diagnostics).toEqual([]);

    const check =
      'call => /predict/.test(call.signature) && call.values.topk > 5 ? { topk: ["at most 5"] } : {}';
    await kernel.execute(`globalThis[Symbol.for('sonde.callChecks')] = [${check}]; 0`);
    expect((await ask(6, 'predict({\n  topk: 9 });')).diagnostics).toEqual([
      {
        from: { line: 1, column: 8 },
        to: { line: 1, column: 9 },
        severity: 'error',
        code: 'argument',
        message: 'at most 5'
      }
    ]);
    expect((await ask(7, 'predict({ topk: 5 })')).diagnostics).toEqual([]);
    await kernel.execute(
      `globalThis[Symbol.for('sonde.callChecks')] = [() => { throw new Error('broken') }]; 0`
    );
    expect((await ask(8, 'predict({ topk: 9 })')).diagnostics).toEqual([]);

    // While the main thread computes nobody can be asked; the answer comes when it is done.
    await kernel.execute(`globalThis[Symbol.for('sonde.callChecks')] = [${check}]; 0`);
    const spins = kernel.execute(`while (!require('node:fs').existsSync('go-on')) {}`);
    await kernel.until(() => kernel.iopub.some(one => String(one.content.code).includes('go-on')));
    expect((await ask(9, 'predict({ topk: 7 })')).diagnostics).toEqual([]);
    kernel.iopub.length = 0;
    await writeFile(join(kernel.folder, 'go-on'), '');
    await spins;
    const isLate = (one: Message) =>
      one.content.comm_id === 'd' && JSON.stringify(one.content.data).includes('at most 5');
    await kernel.until(() => kernel.iopub.some(isLate));
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('come from a file that may be missing, and changes while the kernel runs', async () => {
    const give = async (text: string) => {
      await writeFile(join(provided, 'given.new'), text);
      await rename(join(provided, 'given.new'), join(provided, 'given.d.ts'));
    };
    const names = async () => (await complete('import { open } from "deep"; open("')).matches;
    expect(await names()).toEqual([]);
    await give('declare module "deep" { interface Known { iris: { petals: number } } }\nexport {};');
    expect(await names()).toEqual(['iris']);
    await kernel.execute('import { open } from "deep"; open');
    expect((await complete('open("iris").pet')).matches).toEqual(['petals']);
    await give('declare module "deep" { interface Known { iris: 1; "sea-rose": 2 } }\nexport {};');
    expect(await names()).toEqual(['iris', 'sea-rose']);
    await give('this is { no TypeScript');
    expect((await complete('caught.toUpperC')).matches).toEqual(['toUpperCase']);
    await rm(join(provided, 'given.d.ts'));
    expect(await names()).toEqual([]);
  });

  it('carry the documentation of what they name', async () => {
    const inspect = async (code: string, detail_level = 0) =>
      (await kernel.request('shell', 'inspect_request', { code, cursor_pos: codePoints(code), detail_level }))
        .reply.content.data as Record<string, string>;
    const head = 'import { predict } from "deep"; predict({ ';
    expect((await inspect(`${head}topk`))['text/plain']).toMatch(
      /topk\?: number.*How many\. From 1 to 9\..*5/s
    );
    expect((await inspect(`${head}topk: 3 }`.slice(0, -5)))['text/markdown']).toContain('```');
    // Among the arguments of a call: what is called, whatever stands before it.
    for (const code of ['JSON.parse("x", ', 'JSON.parse(f({ a: 1 }, [2]), '])
      expect((await inspect(code))['text/plain']).toContain('parse(text: string');
    expect(await inspect('[1, ')).toEqual({});
    expect((await complete(head)).metadata).toMatchObject({
      _jupyter_types_experimental: [{ text: 'topk', type: 'property', signature: 'topk?: number = 5' }]
    });
  });

  it('survive the end of the language server', async () => {
    await kernel.execute('const before = { remembered: 1 }');
    for (const child of await childrenOf(kernel.process.pid ?? 0)) process.kill(child, 'SIGKILL');
    await new Promise(resolve => setTimeout(resolve, 50));
    // The kernel may be asked before it is told of that end; then there is nothing to complete with, once.
    let found = await complete('before.remem');
    for (let n = 0; n < 20 && (found.matches as string[]).length === 0; n++)
      found = await complete('before.remem');
    expect(found.matches).toEqual(['remembered']);
    expect(result(await kernel.execute('before.remembered'))).toBe('1');
  });

  it('of a given package do not hinder running it', async () => {
    expect(result(await kernel.execute('import { predict as p } from "deep"; p({ topk: 3 })'))).toBe('3');
    expect(result(await kernel.execute('(await import("deep")).predict({})'))).toBe('5');
  });
});
