/** Cells that are broken, too big or say too much: each has an answer, and the kernel lives. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed, result, traceback } from './testing/client.js';

jest.setTimeout(120_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.close());

afterEach(async () => {
  expect(result(await kernel.execute('40 + 2'))).toBe('42');
});

describe('a syntax error', () => {
  it.each([
    ['let a = 1;\nlet b = ;', 2, 9],
    ['const text = `never ends\nmore', 1, 14],
    ['"never ends', 1, 1],
    ['function f() {\n  return 1;\n', 3, 1],
    ['/* never ends', 1, 1],
    ['const o = { a: 1, b };\n\nfor (const x of) {}', 3, 16],
    ['class A { constructor( { } }', 1, 28],
    ['1;\n  class { }', 2, 3],
    ['1;\nlet NaN = 3', 2, 1]
  ])('in %j is shown at line %i column %i', async (code, line, column) => {
    const exchange = await kernel.execute(code);
    expect(exchange.reply.content.ename).toBe('SyntaxError');
    const text = traceback(exchange);
    expect(text).toContain(`line ${line} column ${column}\n`);
    expect(text).toContain(`> ${line} | ${code.split('\n')[line - 1] ?? ''}`);
  });

  it('tells a template that is not closed from a string that is not', async () => {
    const evalue = async (code: string) => (await kernel.execute(code)).reply.content.evalue;
    expect(await evalue('f(`a ${1} b')).toBe('Unterminated template string');
    expect(await evalue('f("a')).toBe('Unterminated string');
  });

  it('says what is there where a cell ends too soon', async () => {
    expect((await kernel.execute('f(')).reply.content.evalue).toBe('Expected `)` before the end of the cell');
  });

  it('far along a long line shows its surroundings', async () => {
    const text = traceback(await kernel.execute(`${'aaaa + '.repeat(1000)}b c + ${'d + '.repeat(1000)}e`));
    const [, shown = '', mark = ''] = /> 1 \| (.*)\n(.*\^)/.exec(text) ?? [];
    expect(shown.length).toBeLessThan(110);
    expect(shown.slice(mark.indexOf('^') - mark.indexOf('|') - 4)).toMatch(/^ ?b c \+ d/);
  });
});

describe('a cell that is too much', () => {
  it('of ten megabytes runs', async () => {
    const line = 'values.push(1234567890); // and some words to make it longer, as generated code is\n';
    const code = `const values: number[] = [];\n${line.repeat(Math.ceil(1e7 / line.length))}values.length`;
    const exchange = await kernel.execute(code);
    expect(result(exchange)).toBe(String(Math.ceil(1e7 / line.length)));
    const data = await kernel.execute(`const text = ${JSON.stringify('x'.repeat(1e7))}; text.length`);
    expect(result(data)).toBe('10000000');
  });

  it('of ten megabytes with a mistake at its end says where', async () => {
    const exchange = await kernel.execute(`${'x = 1;\n'.repeat(1_400_000)}let = ;`);
    expect(exchange.reply.content.ename).toBe('SyntaxError');
    expect(traceback(exchange)).toContain('line 1400001 column');
  });

  it('recurses without end and is stopped, in few words', async () => {
    const exchange = await kernel.execute(
      'function down(n: number): number {\n  return down(n + 1) + 1;\n}\ndown(0)'
    );
    expect(exchange.reply.content).toMatchObject({
      ename: 'RangeError',
      evalue: 'Maximum call stack size exceeded'
    });
    expect(traceback(exchange)).toContain('line 2 column 10');
    expect(traceback(exchange).split('\n').length).toBeLessThan(20);
  });

  it.each([
    ['brackets', () => '['.repeat(200_000) + ']'.repeat(200_000)],
    ['signs', () => `${'!'.repeat(200_000)}1`]
  ])('is nested deeper than a parser goes, in %s', async (_name, code) => {
    const exchange = await kernel.execute(code());
    expect(exchange.reply.content.ename).toBe('SyntaxError');
    expect(exchange.reply.content.evalue).toContain('nested too deeply');
  });

  it.each([
    ['brackets', () => '['.repeat(30_000) + ']'.repeat(30_000)],
    ['sums', () => `1${'+1'.repeat(30_000)}`],
    ['members', () => `({} as any)${'?.b'.repeat(30_000)}`],
    ['functions', () => `${'a=>'.repeat(30_000)}1`],
    ['choices', () => `${'if(0);else '.repeat(30_000)};`]
  ])('of %s nested deeper than V8 goes is answered', async (_name, code) => {
    const { status, ename } = (await kernel.execute(`// @types: off\n${code()}`)).reply.content;
    expect([status, ename]).toEqual(status === 'ok' ? ['ok', undefined] : ['error', 'RangeError']);
  });
});

describe('output', () => {
  it('of bytes that are no text is shown as what they are', async () => {
    const exchange = await kernel.execute(
      'process.stdout.write(new Uint8Array([0, 1, 255, 254, 7, 65])); console.log("\\0\\x1b[2J\\ud800")'
    );
    expect(printed(exchange)).toBe('\0\x01\ufffd\ufffd\x07A\0\x1b[2J\ufffd\n');
  });

  it('of a character that is cut between two writes is whole', async () => {
    const exchange = await kernel.execute(
      'const bytes = Buffer.from("a€b"); process.stdout.write(bytes.subarray(0, 2)); process.stdout.write(bytes.subarray(2))'
    );
    expect(printed(exchange)).toBe('a€b');
  });

  it('of a million lines arrives, every one', async () => {
    const exchange = await kernel.execute('for (let i = 0; i < 1_000_000; i++) console.log(i)');
    const text = printed(exchange);
    expect(text.length).toBe(6_888_890);
    expect(text.endsWith('\n999998\n999999\n')).toBe(true);
    expect(text.split('\n').findIndex((one, i) => i < 1_000_000 && one !== String(i))).toBe(-1);
  });

  it('that is a result of 200 MB is cut, with how to see the rest', async () => {
    for (const code of [
      '"x".repeat(200_000_000)',
      '({ toString: 1, [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(200_000_000) }) })'
    ]) {
      const exchange = await kernel.execute(code);
      const text = String(result(exchange));
      expect(text.length).toBeLessThan(1_100_000);
      expect(text).toMatch(/more characters|characters in all/);
      expect(exchange.reply.content.status).toBe('ok');
    }
  });
});
