/** Cells through the whole kernel: what they give, print and throw. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KernelClient, printed, result, traceback } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    files: { 'one.ts': 'import { two } from "./two";\nexport const one: number = two / 2;' }
  });
});

afterAll(() => kernel.close());

const types = (outputs: { header: { msg_type: string } }[]) => outputs.map(one => one.header.msg_type);

describe('a cell', () => {
  it('sends busy, input, streams, result, then the reply and idle', async () => {
    const exchange = await kernel.execute('console.log("a"); console.error("b"); console.log("c"); 42');
    expect(types(exchange.outputs)).toEqual([
      'status',
      'execute_input',
      'stream',
      'stream',
      'stream',
      'execute_result',
      'status'
    ]);
    expect(exchange.outputs.slice(2, 5).map(one => [one.content.name, one.content.text])).toEqual([
      ['stdout', 'a\n'],
      ['stderr', 'b\n'],
      ['stdout', 'c\n']
    ]);
    expect(result(exchange)).toBe('42');
    expect(exchange.reply.content).toMatchObject({ status: 'ok', payload: [], user_expressions: {} });
  });

  it('keeps displays and text in the order they were made', async () => {
    const code = 'for (let i = 0; i < 50; i++) { console.log(i); display({ "text/plain": `d${i}` }) }';
    const { outputs } = await kernel.execute(code);
    const seen = outputs
      .filter(one => /stream|display_data/.test(one.header.msg_type))
      .map(one =>
        one.header.msg_type === 'stream'
          ? one.content.text
          : (one.content.data as { 'text/plain': string })['text/plain']
      );
    expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => [`${i}\n`, `d${i}`]).flat());
  });

  it('delivers 100,000 lines, every one, before idle', async () => {
    const exchange = await kernel.execute('for (let i = 0; i < 100_000; i++) console.log(`line ${i}`)');
    const lines = printed(exchange).split('\n');
    expect(lines).toHaveLength(100_001);
    expect(lines.findIndex((line, i) => i < 100_000 && line !== `line ${i}`)).toBe(-1);
    expect(exchange.outputs.at(-1)?.content.execution_state).toBe('idle');
    expect(exchange.outputs.length).toBeLessThan(200);
  });

  it('prints with everything that prints', async () => {
    const code = `process.stdout.write('w'); process.stderr.write(Buffer.from('e'));
      console.info('%s=%d', 'a', 1); console.group('g'); console.log('in'); console.groupEnd(); console.table([{ a: 1 }]);`;
    const exchange = await kernel.execute(code);
    expect(printed(exchange)).toMatch(/^wa=1\ng\n {2}in\n┌/);
    expect(printed(exchange, 'stderr')).toBe('e');
  });

  it('redeclares anything', async () => {
    for (const code of [
      'const x = 1',
      'function x() {}',
      'class x {}',
      'let x = 2',
      'enum x { A }',
      'var x = 7'
    ]) {
      expect((await kernel.execute(code)).reply.content.status).toBe('ok');
    }
    expect(result(await kernel.execute('x'))).toBe('7');
  });

  it('awaits at the top level', async () => {
    expect(
      result(
        await kernel.execute('const late = await new Promise<number>(r => setTimeout(r, 5, 6)); late * 7')
      )
    ).toBe('42');
  });

  it('shows a promise as one, after an await too', async () => {
    for (const before of ['', 'await 1; ']) {
      expect(result(await kernel.execute(`${before}Promise.resolve(5)`))).toContain('Promise { 5 }');
      const refused = await kernel.execute(
        `${before}const refused = Promise.reject(new Error("no")); refused.catch(() => 0); refused`
      );
      expect(refused.reply.content.status).toBe('ok');
      expect(result(refused)).toContain('<rejected> Error: no\n      at Cell [');
    }
  });

  it('imports from Node, and has require and import.meta', async () => {
    expect(
      result(
        await kernel.execute(
          'import { join as j } from "node:path"; import * as os from "node:os"; j("a", typeof os.cpus)'
        )
      )
    ).toBe("'a/function'");
    expect(result(await kernel.execute('require("node:path").sep + import.meta.url.slice(0, 8)'))).toBe(
      "'/file:///'"
    );
  });

  it('imports the notebook’s TypeScript files, anew when what they import changes', async () => {
    const file = join(kernel.folder, 'two.ts');
    await writeFile(file, 'export const two: number = 2;');
    expect(result(await kernel.execute('(await import("./one.ts")).one'))).toBe('1');
    await writeFile(file, 'export const two: number = 40;');
    await utimes(file, new Date(), new Date(Date.now() + 5000));
    expect(result(await kernel.execute('import { one } from "./one"; one'))).toBe('20');
  });

  it('imports packages beside the notebook, before those it is given', async () => {
    const folder = join(kernel.folder, 'node_modules', 'lodosh');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"name":"lodosh","main":"main.js"}');
    await writeFile(join(folder, 'main.js'), 'module.exports = { four: 4 }');
    expect(result(await kernel.execute('import { four } from "lodosh"; four'))).toBe('4');
    const exchange = await kernel.execute('import x from "lodash"');
    expect(exchange.reply.content.evalue).toContain(
      'No package is called "lodash" here\nDid you mean "lodosh"?'
    );
    const named = await kernel.execute('import { fuor } from "lodosh"; fuor');
    expect(named.reply.content.evalue).toContain('"lodosh" exports no "fuor"');
  });

  it('disposes what it is using when it ends, and not before', async () => {
    const exchange = await kernel.execute(
      'using r = { [Symbol.dispose]() { console.log("disposed") } };\nconsole.log("working");'
    );
    expect(printed(exchange)).toBe('working\ndisposed\n');
  });

  it('runs decorators', async () => {
    expect(
      result(
        await kernel.execute(
          'const tag = (c: any) => { c.tag = 9 };\n@tag class Tagged { static tag: number }\nTagged.tag'
        )
      )
    ).toBe('9');
  });

  it('knows which cell of which notebook it is, where it was told', async () => {
    const told = await KernelClient.start({ env: { JPY_SESSION_NAME: '/home/me/one.ipynb' } });
    const code = `JSON.stringify((globalThis as any)[Symbol.for('sonde.display')].origin)`;
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const exchange = await told.request('shell', 'execute_request', content, {
      metadata: { cellId: 'c1' }
    });
    expect(result(exchange)).toBe(`'{"notebook":"/home/me/one.ipynb","cell":"c1"}'`);
    expect(result(await told.execute(code))).toBe(`'{"notebook":"/home/me/one.ipynb"}'`);
    await told.close();
  });

  it('is silent when asked, and counts what it stores', async () => {
    const { execution_count: before } = (await kernel.execute('1')).reply.content;
    const silent = await kernel.execute('console.log("x"); 5', { silent: true });
    expect(types(silent.outputs)).toEqual(['status', 'stream', 'status']);
    const unstored = await kernel.execute('5', { store_history: false });
    expect(unstored.reply.content.execution_count).toBe(before);
    expect((await kernel.execute('1')).reply.content.execution_count).toBe(Number(before) + 1);
  });

  it('answers user expressions one by one', async () => {
    const expressions = { good: '20 + 1', bad: 'nope', worse: '1 +', later: 'await Promise.resolve(3)' };
    const { reply } = await kernel.execute('const ue = 1', { user_expressions: expressions });
    expect(reply.content.user_expressions).toMatchObject({
      good: { status: 'ok', data: { 'text/plain': '21' } },
      bad: {
        status: 'error',
        ename: 'ReferenceError',
        traceback: expect.not.arrayContaining([expect.stringContaining('Cell [')])
      },
      worse: { status: 'error', ename: 'SyntaxError' },
      later: { status: 'ok', data: { 'text/plain': '3' } }
    });
  });

  it('offers pager and next cell', async () => {
    const { reply } = await kernel.execute('display.page("long"); display.nextCell("1 + 1"); 0');
    expect(reply.content.payload).toEqual([
      { source: 'page', data: { 'text/plain': 'long' }, start: 0 },
      { source: 'set_next_input', text: '1 + 1', replace: false }
    ]);
  });
});

describe('an error', () => {
  it('points at the line and column of its cell, across cells', async () => {
    const first = await kernel.execute(
      'function thrower(n: number): never {\n  throw new TypeError("bad " + n);\n}'
    );
    const second = await kernel.execute('const before = 1;\n\n  thrower(before)');
    expect(second.reply.content).toMatchObject({ status: 'error', ename: 'TypeError', evalue: 'bad 1' });
    const text = traceback(second);
    expect(text).toContain(
      `at thrower (Cell [${String(first.reply.content.execution_count)}] line 2 column 9)`
    );
    expect(text).toContain('> 2 |   throw new TypeError("bad " + n);');
    expect(text).toContain(`at Cell [${String(second.reply.content.execution_count)}] line 3 column 3`);
    expect(text).not.toMatch(/node:|kernel\/lib/);
    expect(types(second.outputs)).toEqual(['status', 'execute_input', 'error', 'status']);
  });

  it('says what else it carries, but for what its message says', async () => {
    const exchange = await kernel.execute(
      'throw Object.assign(new Error("in E1"), { code: "E1", data: { b: 2 } })'
    );
    expect(traceback(exchange)).toMatch(/\n {2}\{ data: \{ b: 2 \} \}$/);
    const large = await kernel.execute(
      'throw Object.assign(new Error("large"), Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`key${i}`, { i }])))'
    );
    expect(traceback(large)).toMatch(/\n {2}… \d\d more lines$/);
    const odd = await kernel.execute(
      'throw Object.defineProperty(new Error("odd"), "broken", { enumerable: true, get() { throw 1; } })'
    );
    expect(odd.reply.content.evalue).toBe('odd');
    const missing = await kernel.execute('require("node:fs").readFileSync("/no/such/file")');
    expect(traceback(missing)).not.toContain('{ ');
  });

  it('is source-mapped where the cell had to be transformed', async () => {
    const exchange = await kernel.execute(
      'enum Colour {\n  Red\n}\n\nconst missing: any = undefined;\n  missing.thing'
    );
    expect(traceback(exchange)).toContain('line 6 column 11');
  });

  it('names the awaiting line of an error from deep inside', async () => {
    const exchange = await kernel.execute(
      'import { readFile } from "node:fs/promises";\nconst n = 1;\nawait readFile("/no/such/file")'
    );
    expect(traceback(exchange)).toMatch(/ENOENT[^]*line 3 column 1/);
  });

  it('of syntax says where, and runs nothing', async () => {
    const exchange = await kernel.execute('console.log("ran");\nlet a = ;');
    expect(exchange.reply.content.ename).toBe('SyntaxError');
    expect(traceback(exchange)).toContain('line 2 column 9');
    expect(printed(exchange)).toBe('');
  });

  it.each([
    ['throw 5', 'Uncaught'],
    ['throw undefined', 'Uncaught'],
    ['throw null', 'Uncaught'],
    ['throw { toString() { throw 1 } }', 'Uncaught'],
    ['throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 1 } })', 'Uncaught'],
    ['throw { [Symbol.for("nodejs.util.inspect.custom")]() { throw 1 } }', 'Uncaught'],
    ['({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new RangeError("i") } })', 'RangeError'],
    ['throw Object.assign(new Error("x"), { stack: 7, name: {} })', expect.any(String)],
    ['const e = new Error("self"); e.cause = e; throw e', 'Error'],
    ['(function f(): void { f() })()', 'RangeError'],
    ['await Promise.reject(new Error("r"))', 'Error'],
    ['({ [Symbol.for("Jupyter.display")]() { throw new RangeError("d") } })', 'RangeError'],
    ['display({ async [Symbol.for("Jupyter.display")]() { throw new RangeError("d") } }); 1', 'RangeError'],
    ['process.exit(3)', 'SystemExit'],
    ['let undefined = 1', 'SyntaxError']
  ])('%s leaves the kernel alive', async (code, ename) => {
    expect((await kernel.execute(code)).reply.content).toMatchObject({ status: 'error', ename });
    expect(result(await kernel.execute('40 + 2'))).toBe('42');
  });

  it('of a timer or an unhandled rejection is shown and survived', async () => {
    for (const code of [
      'setTimeout(() => { throw new Error("late") }); await new Promise(r => setTimeout(r, 20)); 1',
      'Promise.reject(new Error("late")); await new Promise(r => setTimeout(r, 20)); 1'
    ]) {
      const exchange = await kernel.execute(code);
      const error = exchange.outputs.find(one => one.header.msg_type === 'error');
      expect(error?.content).toMatchObject({ ename: 'Error', evalue: 'late' });
      expect(exchange.reply.content.status).toBe('ok');
    }
  });

  it('process.exit(0) ends the cell with a sentence', async () => {
    const exchange = await kernel.execute('process.exit(); console.log("not reached")');
    expect(exchange.reply.content.status).toBe('ok');
    expect(printed(exchange, 'stderr')).toContain('the kernel goes on');
    expect(printed(exchange)).toBe('');
  });

  it('aborts what was queued with it, and nothing that comes later', async () => {
    // Long enough for the others to be queued, also on a busy machine.
    const later = 'await new Promise(resolve => setTimeout(resolve, 300))';
    const together = await Promise.all([
      kernel.execute(`${later}; throw new Error("stop")`),
      kernel.execute('globalThis.ranAfterError = 1'),
      kernel.execute('2')
    ]);
    expect(together.map(one => one.reply.content.status)).toEqual(['error', 'aborted', 'aborted']);
    expect(result(await kernel.execute('typeof ranAfterError'))).toBe("'undefined'");
    const [, tolerant] = await Promise.all([
      kernel.execute(`${later}; throw 1`, { stop_on_error: false }),
      kernel.execute('3')
    ]);
    expect(tolerant.reply.content.status).toBe('ok');
  });
});
