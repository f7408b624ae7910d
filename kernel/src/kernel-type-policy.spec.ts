/** What becomes of a cell with type errors: nothing, a warning, or no run, as the notebook and the cell want it. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { childrenOf } from './testing/children.js';
import { KernelClient, printed, result, traceback, type Exchange } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ args: ['--type-errors', 'block'] });
});

afterAll(() => kernel.close());

const status = ({ reply }: Exchange) => reply.content.status;

const warned = async (client: KernelClient, code: string) => printed(await client.execute(code), 'stderr');

describe('a notebook that blocks type errors', () => {
  it('runs nothing of a wrong cell, and shows each error in its place', async () => {
    const exchange = await kernel.execute(
      'console.log("ran");\nconst size: number = "text";\nconst names: string[] = [1];'
    );
    expect(exchange.reply.content).toMatchObject({ status: 'error', ename: 'TypeScriptError' });
    expect(exchange.reply.content.evalue).toContain(
      "2 type errors: the cell has not run\nline 2 column 7: TS2322: Type 'string' is not assignable"
    );
    expect(printed(exchange)).toBe('');
    const count = String(exchange.reply.content.execution_count);
    const text = traceback(exchange);
    expect(text).toContain(`Cell [${count}] line 2 column 7\n  TS2322: Type 'string' is not`);
    expect(text).toContain('> 2 | const size: number = "text";\n        |       ^^^^');
    expect(text).toContain(`Cell [${count}] line 3 column 26`);
    expect(exchange.outputs.map(one => one.header.msg_type)).toEqual([
      'status',
      'execute_input',
      'error',
      'status'
    ]);
  });

  it('knows nothing of what a blocked cell declares', async () => {
    expect(status(await kernel.execute('const blocked: number = "x"'))).toBe('error');
    const exchange = await kernel.execute('blocked');
    expect(exchange.reply.content.evalue).toContain("Cannot find name 'blocked'");
    expect(result(await kernel.execute('// @types: off\ntypeof blocked'))).toBe("'undefined'");
  });

  it('runs a right cell, also one that uses others, and imports of packages without types', async () => {
    expect(
      result(
        await kernel.execute('interface Fish { depth: number }\nconst one: Fish = { depth: 4 }; one.depth')
      )
    ).toBe('4');
    expect(
      result(await kernel.execute('const two: Fish = { ...one, depth: one.depth * 2 }; two.depth'))
    ).toBe('8');
    expect(status(await kernel.execute('two.deep'))).toBe('error');
  });

  it('lets a cell have its own way', async () => {
    expect(result(await kernel.execute('// @ts-nocheck\nconst a: number = "a"; a'))).toBe("'a'");
    expect(result(await kernel.execute('// @types: off\nconst b: number = "b"; b'))).toBe("'b'");
    expect(result(await kernel.execute('// @types: warn\nconst c: number = "c"; c'))).toBe("'c'");
    const odd = await kernel.execute('// @types: strict\nconst d: number = 1; d');
    expect(result(odd)).toBe('1');
    expect(printed(odd, 'stderr')).toContain('"strict" is no way to treat types');
  });

  it('aborts what was queued behind a blocked cell', async () => {
    const together = await Promise.all([
      kernel.execute('await new Promise(r => setTimeout(r, 300)); const e: number = "e"'),
      kernel.execute('globalThis.afterBlocked = 1')
    ]);
    expect(together.map(status)).toEqual(['error', 'aborted']);
  });

  it('can be changed, for the cells that follow', async () => {
    expect(result(await kernel.execute('kernel.types = "off"; kernel.types'))).toBe("'off'");
    const off = await kernel.execute('const f: number = "f"; f');
    expect([result(off), printed(off, 'stderr')]).toEqual(["'f'", '']);
    await kernel.execute('kernel.types = "warn"');
    expect(await warned(kernel, 'const g: number = "g"; g')).toContain('Type error TS2322, line 1 column 7');
    const wrong = await kernel.execute('kernel.types = "strict" as any');
    expect(wrong.reply.content.evalue).toContain('kernel.types cannot be "strict"\nIt is "off"');
    await kernel.execute('kernel.types = "block"');
    expect(status(await kernel.execute('const h: number = "h"; h'))).toBe('error');
  });

  it('shows of a long line what is around the mistake, with the mark below it', async () => {
    await kernel.execute('kernel.types = "warn"; const fixed = 1;');
    const long = `[${"'item', ".repeat(100)}].nope;`;
    const [, line = '', mark = ''] = (await warned(kernel, `const n = ${long}`)).split('\n');
    expect(line.length).toBeLessThan(110);
    expect(line.slice(mark.indexOf('~'), mark.indexOf('~') + 4)).toBe('nope');
    expect(await warned(kernel, 'fixed = 2')).toContain(
      "Cannot assign to 'fixed' because another cell declares it as a constant."
    );
    await kernel.execute('kernel.types = "block"');
  });

  it('leaves the name `kernel` to those who want it', async () => {
    expect(result(await kernel.execute('const kernel = [1, 2, 1]; kernel.length'))).toBe('3');
    expect(result(await kernel.execute('kernel.at(-1)'))).toBe('1');
  });

  it('runs cells unchecked, with a sentence, when there is no checker any more', async () => {
    let said = '';
    for (let kill = 0; kill < 8 && said === ''; kill++) {
      for (const child of await childrenOf(kernel.process.pid ?? 0)) process.kill(child, 'SIGKILL');
      const exchange = await kernel.execute('const i = 4; i');
      expect(result(exchange)).toBe('4');
      said = printed(exchange, 'stderr');
    }
    expect(said).toContain('Types are not checked');
  });
});

describe('a kernel of which nothing else is asked', () => {
  it('warns, and takes its policy from the environment', async () => {
    const warns = await KernelClient.start();
    const told = await KernelClient.start({ env: { SONDE_TYPE_ERRORS: 'block' } });
    try {
      // Its first cell, for which TypeScript has to be started, and those that wait behind it.
      const cells = ['const a: number = "a"', 'const b: number = "b"', '"c" * 3'];
      const all = await Promise.all(cells.map(code => warned(warns, code)));
      expect(all.map(text => /TS\d+/.exec(text)?.[0])).toEqual(['TS2322', 'TS2322', 'TS2362']);
      const blocked = await warns.execute('// @types: block\nconst a: number = "a"');
      expect(blocked.reply.content.ename).toBe('TypeScriptError');
      const other = await told.execute('const a: number = "a"');
      expect(other.reply.content.ename).toBe('TypeScriptError');
    } finally {
      await Promise.all([warns.close(), told.close()]);
    }
  });
});
