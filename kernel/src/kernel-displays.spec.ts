/** What cells show, through the real kernel: values as results, and `display`. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KernelClient, printed, result, type Exchange } from './testing/client.js';

jest.setTimeout(60_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.close());

/** The kinds of outputs in their order, and their text. */
function shown({ outputs }: Exchange): unknown[] {
  return outputs
    .filter(one => /display_data|execute_result|stream|error/.test(one.header.msg_type))
    .map(({ content }) => content.text ?? (content.data as Record<string, unknown>)['text/plain']);
}

function data({ outputs }: Exchange): Record<string, unknown> {
  const message = outputs.find(one => one.header.msg_type === 'execute_result');
  return (message?.content.data ?? {}) as Record<string, unknown>;
}

describe('display', () => {
  it('stands between what is printed before and after, also in the first cell', async () => {
    const first = await kernel.execute(
      `console.log('a'); display([{ n: 1 }, { n: 2 }]); console.log('b'); display.md\`*c*\`; console.log('d'); undefined`
    );
    expect(shown(first)).toEqual(['a\n', '   n\n0  1\n1  2\n2 rows × 1 column', 'b\n', '*c*', 'd\n']);
    expect(printed(first, 'stderr')).toBe('');
  });

  it('updates and empties what a handle has shown', async () => {
    const { outputs } = await kernel.execute(
      `const place = display.handle(); await place.clear(); await place.update('one'); await place.update(2); await place.clear(); undefined`
    );
    const displays = outputs.filter(one => one.header.msg_type.endsWith('display_data'));
    expect(
      displays.map(one => [one.header.msg_type, (one.content.data as Record<string, unknown>)['text/plain']])
    ).toEqual([
      ['display_data', "'one'"],
      ['update_display_data', '2'],
      ['update_display_data', '']
    ]);
    expect(
      new Set(displays.map(one => (one.content.transient as { display_id: string }).display_id)).size
    ).toBe(1);
  });

  it('has types', async () => {
    const wrong = await kernel.execute('display.table([], { rows: "5" }); display.html(1)');
    expect(wrong.reply.content.status).toBe('error');
    const { reply, outputs } = await kernel.execute(
      'display.png(new Uint8Array(20), { width: 5, alt: "x" }); display.html`<b>${1}</b>`; undefined'
    );
    expect(reply.content.status).toBe('ok');
    expect(outputs.filter(one => one.content.name === 'stderr')).toEqual([]);
  });

  it('shows nothing more as the last value of a cell', async () => {
    for (const code of [
      'display([1])',
      'await display({ a: 1 })',
      'display.md`x`',
      'await display.handle().update(1)'
    ]) {
      const exchange = await kernel.execute(code);
      expect(exchange.outputs.filter(one => one.header.msg_type === 'display_data')).toHaveLength(1);
      expect(data(exchange)).toEqual({});
    }
  });

  it('refuses what is no JSON, and the kernel lives on', async () => {
    const circle = await kernel.execute(
      'const circle: any = {}; circle.self = circle; display({ "application/json": circle })'
    );
    expect(circle.reply.content.evalue).toMatch(
      /^Cannot show application\/json: it must be JSON, and .*circular/
    );
    const big = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": { a: 1n } }) })'
    );
    expect(big.reply.content.evalue).toContain('BigInt');
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });

  it('fails the cell that it cannot serve, and says what it wants', async () => {
    const { reply } = await kernel.execute('display.png(5 as any); undefined');
    expect(reply.content).toMatchObject({
      ename: 'TypeError',
      evalue: expect.stringContaining('display.png wants bytes')
    });
  });
});

describe('results', () => {
  it('that are tables have HTML without the markup of their cells', async () => {
    const bundle = data(await kernel.execute(`[{ '<script>': '<img onerror=x>' }, { '<script>': 1 }]`));
    expect(bundle['text/html']).toContain('&lt;img onerror=x&gt;');
    expect(bundle['text/html']).not.toMatch(/<script|<img/);
  });

  it('that are errors point into their cells, with causes and what else they carry', async () => {
    await kernel.execute(
      '\nfunction fails(n: number) {\n  throw Object.assign(new Error("deep", { cause: new TypeError("why") }), { code: "E1" });\n}'
    );
    const { reply } = await kernel.execute(
      'let caught: any; try { fails(1) } catch (error) { caught = error }'
    );
    expect(reply.content.status).toBe('ok');
    const text = String(result(await kernel.execute('caught')));
    expect(text).toMatch(/at fails \(Cell \[\d+\] line 3 column 23\)/);
    expect(text).toContain('throw Object.assign(new Error("deep"');
    expect(text).toMatch(/Caused by .*TypeError.*: why/);
    expect(text).toContain("{ code: 'E1' }");
    expect(text).not.toContain('node:internal');
    const both = await kernel.execute('console.log(1); display(caught); console.log(2)');
    expect(shown(both)).toEqual(['1\n', text, '2\n']);
    expect(data(await kernel.execute('caught'))).not.toHaveProperty('application/vnd.sonde.shown-error+json');
  });

  it('that are errors which are their own cause are told once', async () => {
    const text = String(
      result(await kernel.execute('const self: any = new Error("once"); self.cause = self; self'))
    );
    expect(text.match(/once/g)).toHaveLength(2); // the message, and the line of the cell
  });

  it('that have no constructor are shown as any other', async () => {
    expect(result(await kernel.execute('Object.assign(Object.create(null), { a: 1 })'))).toBe(
      '[Object: null prototype] { a: 1 }'
    );
  });

  it('that are timers say when', async () => {
    expect(result(await kernel.execute('const late = setTimeout(() => 0, 5000); late'))).toBe(
      'Timeout, 5000 ms after it was set'
    );
    expect(result(await kernel.execute('clearTimeout(late); late'))).toBe('Timeout, over');
  });

  it('of two hundred million characters and a million keys are shown in part', async () => {
    const text = String(result(await kernel.execute('"x".repeat(200e6)')));
    expect(text.length).toBeLessThan(11_000);
    expect(text).toContain('199990000 more characters');
    expect(
      result(await kernel.execute('Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, i]))'))
    ).toContain('… 99,900 more keys');
    const html = await kernel.execute('display({ "text/html": "x".repeat(60e6) }); undefined');
    expect(shown(html)).toEqual([expect.stringContaining('text/html of 60 MB is not shown')]);
    expect(result(await kernel.execute('1 + 1'))).toBe('2');
  });
});
