/** The JavaScript kernel: the same engine without types. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Message } from './protocol/wire.js';
import { KernelClient, printed, result, traceback } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ args: ['--language', 'javascript'] });
});

afterAll(() => kernel.close());

const value = async (code: string) => result(await kernel.execute(code));
const complete = async (code: string) =>
  (await kernel.request('shell', 'complete_request', { code, cursor_pos: code.length })).reply.content
    .matches;

describe('the JavaScript kernel', () => {
  it('says what it speaks', async () => {
    const { reply } = await kernel.request('shell', 'kernel_info_request', {});
    expect(reply.content.language_info).toMatchObject({
      name: 'javascript',
      file_extension: '.js',
      mimetype: 'text/javascript'
    });
  });

  it('makes a variable of a name that is assigned to', async () => {
    expect(await value('x = 1')).toBe('1');
    expect(await value('x += 1; [y, { z }] = [5, { z: 6 }]; x + y + z')).toBe('13');
    expect(await value('for (i = 0; i < 3; i++) { last = i }\nfor (k of [7]) {}\n[i, last, k].join()')).toBe(
      "'3,2,7'"
    );
    expect(await value('w = await Promise.resolve(9)\nw')).toBe('9');
    expect(await value('globalThis.g = 1; g = 2; globalThis.g')).toBe('2');
    expect(await value('const x = "const"; x')).toBe("'const'");
    expect(await value('x = 3; [x, globalThis.x].join()')).toBe("'3,2'");
    expect(await value('let own = 0; { let inner = 0; inner = own = 4 }; typeof inner + own')).toBe(
      "'undefined4'"
    );
  });

  it('is strict in functions, and about names that nobody made', async () => {
    for (const code of [
      'function f() { typo = 1 }\nf()',
      '[1].map(() => { typo = 1 })',
      'typo += 1',
      'typo'
    ]) {
      expect((await kernel.execute(code)).reply.content).toMatchObject({ ename: 'ReferenceError' });
    }
    expect(await value('(function () { return this })()')).toBeUndefined();
  });

  it('redeclares, awaits, imports, lowers what Node does not know', async () => {
    for (const code of ['const a = 1', 'function a() {}', 'class a {}', 'var a = 4'])
      await kernel.execute(code);
    expect(await value('a')).toBe('4');
    expect(await value('import { sep } from "node:path"; sep + (await Promise.resolve(1))')).toBe("'/1'");
    expect(printed(await kernel.execute('using r = { [Symbol.dispose]() { console.log("gone") } }; r'))).toBe(
      'gone\n'
    );
    expect(
      await value('/** @jsx h */\nconst h = (tag, props, ...inner) => [tag, ...inner].join();\n<b>{"x"}</b>')
    ).toBe("'b,x'");
  });

  it('says nothing of types', async () => {
    const exchange = await kernel.execute(
      'const n = 1; n.foo; Math.max("a", {}); new Date() - 1; [n.bar?.baz].length'
    );
    expect([result(exchange), printed(exchange, 'stderr')]).toEqual(['1', '']);
  });

  it('checks types where a cell asks for it', async () => {
    const blocked = await kernel.execute('// @types: block\nconst n = 1;\nn.foo');
    expect(traceback(blocked)).toMatch(/line 3 column 3\n.*Property 'foo' does not exist on type '1'/);
    expect(
      await value('// @types: block\n/** @param {number} n */\nfunction twice(n) { return n * 2 }\ntwice(4)')
    ).toBe('8');
    const wrong = await kernel.execute('// @types: block\ntwice("4")');
    expect(wrong.reply.content.evalue).toContain("Argument of type 'string' is not assignable");
    await kernel.execute('counter = 1; let other = 2');
    expect(await value('// @types: block\ncounter = other; other = 5; counter + 1')).toBe('3');
  });

  it('completes and explains from inferred types, across cells', async () => {
    await kernel.execute(
      'fish = { species: "cod", depth: 40 };\nconst caught = [fish]\nclass Boat { name = "" }'
    );
    expect(await complete('caught[0].spe')).toEqual(['species']);
    expect(await complete('fish.dep')).toEqual(['depth']);
    expect(await complete('new Boat().na')).toEqual(['name']);
    const { reply } = await kernel.request('shell', 'inspect_request', { code: 'caught', cursor_pos: 2 });
    expect(reply.content).toMatchObject({ found: true });
    expect(JSON.stringify(reply.content.data)).toContain('species: string');
  });

  it('underlines syntax while a cell is typed, and types only where it asks for them', async () => {
    await kernel.notify('comm_open', { comm_id: 'd', target_name: 'sonde.diagnostics', data: {} });
    const ask = async (version: number, code: string) => {
      await kernel.notify('comm_msg', { comm_id: 'd', data: { cell: 'a', code, version } });
      const isAnswer = (one: Message) =>
        one.content.comm_id === 'd' &&
        (one.content.data as { version?: number } | undefined)?.version === version;
      await kernel.until(() => kernel.iopub.some(isAnswer));
      return (
        kernel.iopub.find(isAnswer)?.content.data as { diagnostics: { code: string }[] }
      ).diagnostics.map(one => one.code);
    };
    expect(await ask(1, 'const n = 1; n.foo; madeHere = 2')).toEqual([]);
    expect(await ask(2, 'const n = ;')).toEqual(['1109']);
    expect(await ask(3, '// @ts-check\nconst n = 1; n.foo')).toEqual(['2339']);
    expect(await ask(4, 'let n: number = 1')).toEqual(['8010']);
  });

  it('refuses TypeScript with a sentence', async () => {
    const exchange = await kernel.execute('const a = 1;\nlet n: number = 1');
    expect(exchange.reply.content.ename).toBe('SyntaxError');
    expect(exchange.reply.content.evalue).toContain('This is the JavaScript kernel');
    expect(traceback(exchange)).toContain('line 2 column 6');
    expect((await kernel.execute('let a = ;')).reply.content.evalue).not.toContain('JavaScript kernel');
  });

  it('points at the line of an error in a cell named as JavaScript', async () => {
    const exchange = await kernel.execute('const o = undefined;\n\n  o.thing');
    expect(traceback(exchange)).toContain('line 3 column 5');
    expect(await value('new Error().stack.includes(".js:1")')).toBe('true');
  });
});
