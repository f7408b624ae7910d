/** What a notebook's editor asks over the comm: cells that have not run, completions that import, places, renaming. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from './protocol/wire.js';
import { KernelClient, result } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;
let count = 0;
const cells = new Map<string, string>();

interface Answer {
  result?: unknown;
  error?: string;
}

beforeAll(async () => {
  kernel = await KernelClient.start({
    files: {
      'fish.ts':
        '/** Weighs a fish. */\nexport function weighFish(name: string): number { return name.length; }\nexport const nameFish = () => "cod";\n'
    }
  });
  await kernel.notify('comm_open', { comm_id: 'e', target_name: 'sonde.diagnostics', data: {} });
});

afterAll(() => kernel.close());

const send = (data: Record<string, unknown>) => kernel.notify('comm_msg', { comm_id: 'e', data });

/** All cells of the notebook, `a` to `z` in order. */
async function write(...codes: string[]): Promise<void> {
  cells.clear();
  codes.forEach((code, index) => cells.set(String.fromCharCode(97 + index), code));
  await send({ notebook: [...cells].map(([cell, code]) => ({ cell, code })) });
}

async function message<T>(matches: (data: Record<string, unknown>) => boolean): Promise<T> {
  const isIt = (one: Message) =>
    one.content.comm_id === 'e' && matches((one.content.data ?? {}) as Record<string, unknown>);
  await kernel.until(() => kernel.iopub.some(isIt));
  return kernel.iopub.find(isIt)?.content.data as T;
}

/** Asks at the place of `|` in the cell, or at its end. */
async function ask(what: string, cell: string, code = cells.get(cell) ?? '', more = {}): Promise<Answer> {
  const id = ++count;
  const at = code.includes('|') ? code.indexOf('|') : code.length;
  const text = code.replace('|', '');
  if (code.includes('|')) cells.set(cell, text);
  await send({ ask: what, id, cell, code: text, offset: at, ...more });
  return message<Answer>(data => data.answer === id);
}

async function check(cell: string): Promise<{ message: string; fixes?: { title: string }[] }[]> {
  const version = ++count;
  await send({ cell, code: cells.get(cell), version });
  const { diagnostics } = await message<{ diagnostics: { message: string; fixes?: { title: string }[] }[] }>(
    data => data.cell === cell && data.version === version
  );
  return diagnostics;
}

describe('cells that have not run', () => {
  it('give their names and types to the others, those above before those below', async () => {
    await write('const depth = 40;', 'depth.toFixed(); depth.toUpperCase(); later.length', 'let later = "x"');
    expect((await check('b')).map(one => one.message)).toEqual([
      expect.stringContaining("'toUpperCase' does not exist on type '40'")
    ]);
    expect((await ask('hover', 'b', 'dep|th')).result).toMatchObject({
      markdown: expect.stringContaining('const depth: 40')
    });
    // A plain request names no cell; its text does.
    const plain = await kernel.request('shell', 'complete_request', {
      code: cells.get('b'),
      cursor_pos: 4
    });
    expect(plain.reply.content).toMatchObject({ matches: ['depth'] });
    await write('const depth = "far";', 'depth.toUpperCase()', 'const depth = 1');
    expect(await check('b')).toEqual([]);
    expect((await ask('complete', 'b', 'dept|')).result).toMatchObject({ items: [{ text: 'depth' }] });
  });

  it('are checked again when a cell above is typed in', async () => {
    await write('const fish = { weight: 3 };', 'const w = fish.weight;', 'w.toFixed()');
    const versions = ['a', 'b', 'c'].map(cell => ({ cell, version: ++count }));
    for (const one of versions) await send({ ...one, code: cells.get(one.cell) });
    const said = (version: number | undefined, text: string) =>
      message(data => data.version === version && JSON.stringify(data.diagnostics).includes(text));
    await said(versions[2]?.version, '[]');
    await send({ cell: 'a', code: 'const fish = { weight: "heavy" };', version: ++count });
    await said(versions[2]?.version, 'toFixed');
    // Half typed: the names stay what they were.
    cells.set('a', 'const fish = {');
    await check('a');
    cells.set('b', 'fish.weight.toUpperCase()');
    expect(await check('b')).toEqual([]);
  });

  it('stand behind cells that ran, also those that still run', async () => {
    await write('const slow = "text"; await input()', 'slow.toFixed()');
    const running = kernel.request('shell', 'execute_request', {
      code: 'const slow = 5; await new Promise(r => globalThis.go = r)'
    });
    await kernel.until(() => kernel.iopub.some(one => /^const slow = 5/.test(one.content.code as string)));
    expect(await check('b')).toEqual([]);
    await kernel.request('control', 'interrupt_request', {});
    await running;
  });
});

describe('completion', () => {
  it('offers what can be imported, and says what it is and how', async () => {
    await write('const a = 1', '');
    const offered = (await ask('complete', 'b', 'readFil|')).result as {
      items: { text: string; module?: string }[];
    };
    const item = offered.items.find(one => one.text === 'readFile');
    expect(item).toMatchObject({ module: 'node:fs/promises', type: 'function' });
    const { result } = await ask('describe', 'b', 'readFil', { ...item });
    expect(result).toMatchObject({
      markdown: expect.stringMatching(
        /function readFile\(.*Asynchronously reads.*Imported from `node:fs\/promises`/s
      ),
      edits: [{ from: { line: 0, column: 0 }, text: "import { readFile } from 'node:fs/promises';\n" }]
    });
  });

  it('adds to an import that is there, and imports from files beside the notebook', async () => {
    const code = "import { stat } from 'node:fs/promises';\nreadFil|";
    await write(code.replace('|', ''));
    await ask('complete', 'a', code);
    const add = await ask('describe', 'a', cells.get('a'), { text: 'readFile', module: 'node:fs/promises' });
    expect(add.result).toMatchObject({ edits: [{ from: { line: 0, column: 9 }, text: 'readFile, ' }] });
    await ask('complete', 'a', 'weighFi|');
    const local = await ask('describe', 'a', 'weighFi', { text: 'weighFish', module: './fish' });
    expect(local.result).toMatchObject({
      markdown: expect.stringContaining('Weighs a fish.'),
      edits: [{ text: "import { weighFish } from './fish';\n" }]
    });
    const run = await kernel.execute("import { weighFish } from './fish';\nweighFish('cod')");
    expect(result(run)).toBe('3');
  });

  it('describes members with their documentation', async () => {
    await write('[1].fla|');
    await ask('complete', 'a', '[1].fla|');
    const { result } = await ask('describe', 'a', '[1].fla', { text: 'flatMap' });
    expect(result).toMatchObject({
      markdown: expect.stringMatching(/flatMap<.*Calls a defined callback/s),
      edits: []
    });
  });
});

describe('what lies beside the notebook', () => {
  const save = (name: string, text: string) => writeFile(join(kernel.folder, name), text);
  /** A disk tells of changes when it likes. */
  const eventually = async (cell: string, expected: unknown[]) => {
    let found = await check(cell);
    for (let again = 0; again < 100 && found.length !== expected.length; again++) {
      await new Promise(resolve => setTimeout(resolve, 50));
      found = await check(cell);
    }
    expect(found).toEqual(expected);
  };

  it('may come, change and go while the kernel runs', async () => {
    await write("import { mend } from './nets';\nmend(3).toFixed()");
    await eventually('a', [expect.objectContaining({ message: expect.stringContaining("'./nets'") })]);
    await save('nets.ts', 'export const mend = (holes: number) => holes;');
    await eventually('a', []);
    await save('nets.ts', 'export const mend = (holes: number) => `${holes}`;');
    await eventually('a', [expect.objectContaining({ message: expect.stringContaining("'toFixed'") })]);
    await rm(join(kernel.folder, 'nets.ts'));
    await eventually('a', [expect.objectContaining({ message: expect.stringContaining("'./nets'") })]);
  });

  it('may be packages that are installed meanwhile', async () => {
    await write("import { cast } from 'rods';\ncast('far')");
    await eventually('a', [expect.objectContaining({ message: expect.stringContaining("'rods'") })]);
    await mkdir(join(kernel.folder, 'node_modules', 'rods'), { recursive: true });
    await save('node_modules/rods/package.json', '{"name":"rods","version":"1.0.0","types":"index.d.ts"}');
    await save('node_modules/rods/index.d.ts', 'export declare function cast(how: string): void;');
    await eventually('a', []);
  });
});

describe('a mistake', () => {
  it('comes with what mends it', async () => {
    await write('nameFish()', 'const count = 1; coutn');
    expect(await check('a')).toMatchObject([
      {
        message: "Cannot find name 'nameFish'.",
        fixes: [{ title: 'Import from "./fish"', edits: [{ text: "import { nameFish } from './fish';\n" }] }]
      }
    ]);
    expect(await check('b')).toMatchObject([
      {
        fixes: expect.arrayContaining([
          {
            title: 'Change to "count"',
            edits: [{ from: { line: 0, column: 17 }, to: { line: 0, column: 22 }, text: 'count' }]
          }
        ])
      }
    ]);
  });
});

describe('signatures', () => {
  it('name the parameter that is being written', async () => {
    await write('/** Adds. @param b the second */\nfunction add(a: number, b: number) { return a + b }', '');
    expect((await ask('signatures', 'b', 'add(1, |)')).result).toEqual({
      active: 0,
      signatures: [
        {
          label: 'add(a: number, b: number): number',
          parameter: { start: 15, end: 24 },
          documentation: 'Adds.',
          parameterDocumentation: 'the second'
        }
      ]
    });
    expect((await ask('signatures', 'b', 'add|')).result).toBeNull();
  });
});

describe('definitions', () => {
  it('are in a cell, run or not, in a file, or nowhere', async () => {
    await write(
      '1\nfunction twice(n: number) { return 2 * n }',
      "twi|ce(1); import { weighFish } from './fish'",
      'weighFish("x")'
    );
    expect((await ask('definitions', 'b', cells.get('b'))).result).toEqual([
      { cell: 'a', from: { line: 1, column: 9 }, to: { line: 1, column: 14 } }
    ]);
    cells.set('b', (cells.get('b') ?? '').replace('|', ''));
    expect((await ask('definitions', 'c', 'weigh|Fish("x")')).result).toMatchObject([
      { path: join(await realpath(kernel.folder), 'fish.ts'), from: { line: 1, column: 16 } }
    ]);
    const [place] = (await ask('definitions', 'c', 'Mat|h.max')).result as { path: string }[];
    expect(place?.path).toMatch(/lib\.es5\.d\.ts$/);
    expect((await ask('source', '', '', { path: place?.path })).result).toMatchObject({
      text: expect.stringContaining('interface Math')
    });
    expect((await ask('definitions', 'c', '1 |+ 1')).result).toEqual([]);
    expect((await ask('source', '', '', { path: '/no/such.d.ts' })).error).toContain('no such file');
    expect((await ask('nothing', '', '')).error).toContain('known are complete');
  });
});

describe('renaming', () => {
  const renamed = (answer: Answer) => {
    const { cells: changed } = answer.result as {
      cells: {
        cell: string;
        edits: { from: { line: number; column: number }; to: { column: number }; text: string }[];
      }[];
    };
    return changed.map(({ cell, edits }) => {
      const lines = (cells.get(cell) ?? '').split('\n');
      const last = [...edits].sort((a, b) => b.from.line - a.from.line || b.from.column - a.from.column);
      for (const { from, to, text } of last) {
        const line = lines[from.line] ?? '';
        lines[from.line] = line.slice(0, from.column) + text + line.slice(to.column);
      }
      return lines.join('\n');
    });
  };

  it('reaches all cells that mean the same, and no others', async () => {
    await write(
      'let total = 1;\nfunction f(total: string) { return total }',
      'const box = { total };\ntotal += 2',
      'const total = "another"',
      'total'
    );
    expect(renamed(await ask('rename', 'b', 'const box = { total };\nto|tal += 2', { to: 'sum' }))).toEqual([
      'let sum = 1;\nfunction f(total: string) { return total }',
      'const box = { total: sum };\nsum += 2'
    ]);
    expect(renamed(await ask('rename', 'd', 'tot|al', { to: 'word' }))).toEqual([
      'const word = "another"',
      'word'
    ]);
    expect(
      renamed(
        await ask('rename', 'a', 'let total = 1;\nfunction f(tot|al: string) { return total }', {
          to: 'text'
        })
      )
    ).toEqual(['let total = 1;\nfunction f(text: string) { return text }']);
  });

  it('reaches properties, imported names, and names in patterns', async () => {
    await write(
      'interface Fish { weight: number }\nconst { cod, ...rest } = { cod: { weight: 1 } as Fish, eel: 2 };',
      'cod.weight + cod.weight',
      "import { readFile as read, stat } from 'node:fs/promises'",
      'read; stat'
    );
    expect(renamed(await ask('rename', 'b', 'cod.we|ight + cod.weight', { to: 'mass' }))).toEqual([
      'interface Fish { mass: number }\nconst { cod, ...rest } = { cod: { mass: 1 } as Fish, eel: 2 };',
      'cod.mass + cod.mass'
    ]);
    expect(renamed(await ask('rename', 'b', 'co|d.weight + cod.weight', { to: 'hake' }))).toEqual([
      'interface Fish { weight: number }\nconst { cod: hake, ...rest } = { cod: { weight: 1 } as Fish, eel: 2 };',
      'hake.weight + hake.weight'
    ]);
    expect(renamed(await ask('rename', 'd', 're|ad; stat', { to: 'get' }))).toEqual([
      "import { readFile as get, stat } from 'node:fs/promises'",
      'get; stat'
    ]);
    expect(renamed(await ask('rename', 'd', 'read; st|at', { to: 'info' }))).toEqual([
      "import { readFile as read, stat as info } from 'node:fs/promises'",
      'read; info'
    ]);
  });

  it('says why it cannot', async () => {
    await write('const one = 1, two = 2;', 'one + Math.max(two)', 'one +');
    const why = async (code: string, to: string) => (await ask('rename', 'b', code, { to })).error;
    expect(await why('on|e + Math.max(two)', '2nd')).toBe('Cannot rename "one" to "2nd": that is not a name');
    expect(await why('on|e + Math.max(two)', 'class')).toContain('that is not a name');
    await write('const one = 1, two = 2;', 'one + Math.max(two)');
    expect(await why('on|e + Math.max(two)', 'two')).toContain('already declares "two"');
    expect(await why('one + Math.m|ax(two)', 'most')).toContain('Cannot rename "max" to "most": ');
    expect(await why('one +| Math.max(two)', 'most')).toContain('no name at this place');
    cells.set('c', '');
    await send({ cell: 'c', code: 'one +', version: ++count });
    expect(await why('on|e + Math.max(two)', 'uno')).toContain('syntax error');
  });
});
