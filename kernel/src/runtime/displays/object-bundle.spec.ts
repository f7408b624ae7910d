import { describe, expect, it } from '@jest/globals';
import { Bool, Int64, makeVector, Utf8, vectorFromArray } from 'apache-arrow';
import { inflateSync } from 'node:zlib';
import { objectBundle } from './object-bundle.js';

async function text(value: object): Promise<string> {
  return String((await objectBundle(value))['text/plain']);
}

describe('numbers', () => {
  it('in a typed array: how many, their range, the first and the last', async () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => i);
    values[5] = NaN;
    values[6] = Infinity;
    expect((await text(values)).split('\n')).toEqual([
      'Float32Array [1,000], 4.0 kB',
      'from 0 to 999, mean 500.49, 1 NaN, 1 infinite',
      '[ 0, 1, 2, 3, 4, NaN, Infinity, …, 997, 998, 999 ]'
    ]);
    expect(await text(new BigInt64Array(30).fill(7n))).toContain('from 7 to 7');
    expect(await text(Uint8Array.of(1, 2))).toBe('Uint8Array(2) [ 1, 2 ]');
  });

  it('in a tensor: shape, type and corners', async () => {
    const data = Float32Array.from({ length: 24 }, (_, i) => i);
    class Tensor {
      shape = [2, 3, 4];
      dtype = 'float32';
      data = () => Promise.resolve(data);
    }
    expect((await text(new Tensor())).split('\n')).toEqual([
      'Tensor float32 [2, 3, 4], 96 B',
      'from 0 to 23, mean 11.5',
      'at [0, …]:',
      '0  1   2   3',
      '4  5   6   7',
      '8  9  10  11'
    ]);
  });

  it('in a view are walked by its strides', async () => {
    const transposed = { shape: [2, 2], stride: [1, 2], offset: 0, dtype: 'int8', data: [1, 2, 3, 4] };
    expect(await text(transposed)).toContain('\n1  3\n2  4');
  });

  it('in a column of apache-arrow: its type, how many, what is missing, the first and the last', async () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i);
    expect((await text(makeVector(values))).split('\n')).toEqual([
      'Vector Float64 [1,000], 8.0 kB',
      'from 0 to 999, mean 499.5',
      '[ 0, 1, 2, 3, 4, 5, 6, …, 997, 998, 999 ]'
    ]);
    expect(await text(vectorFromArray([null, -2, 4]))).toMatch(
      /^Vector Float64 \[3\], .*\nfrom -2 to 4, mean 1, 1 null\n\[ null, -2, 4 \]$/
    );
    expect(await text(vectorFromArray([null, 7n, 5n], new Int64()))).toContain('\nfrom 5 to 7, 1 null\n');
    expect(await text(vectorFromArray([null, null], new Int64()))).toContain('\n2 values, 2 null\n');
  });

  it('are not all that is in a column: also text, lists and nothing', async () => {
    expect(await text(vectorFromArray(['a', null, `it's`], new Utf8()))).toMatch(
      /^Vector Utf8 \[3\], .*\n3 values, 1 null\n\[ 'a', null, "it's" \]$/
    );
    expect(await text(vectorFromArray(['x'.repeat(1e6)]))).toMatch(/^.*\n1 value\n\[ 'x{40}…' \]$/);
    expect(await text(vectorFromArray([[1, 2], [3]]))).toMatch(
      /^Vector List<Float64> \[2\], .*\n2 values\n\[ \[ 1, 2 \], \[ 3 \] \]$/
    );
    expect(await text(vectorFromArray([true, false]))).toContain('\n[ true, false ]');
    expect(await text(vectorFromArray([], new Bool()))).toMatch(/^Vector Bool \[0\].*\nno values$/);
  });

  it('that are gone or far away are not read', async () => {
    const disposed = {
      shape: [2],
      dtype: 'float32',
      isDisposed: true,
      dataSync() {
        throw new Error('disposed');
      }
    };
    expect(await text(disposed)).toBe('array float32 [2], disposed: its values are gone');
    const lost = { dims: [2], type: 'float32', data: () => Promise.reject(new Error('on the GPU')) };
    expect(await text(lost)).toBe('array float32 [2], its values cannot be read: on the GPU');
    const drawable = { dims: [1], type: 'float32', data: [4], toDataURL: () => expect(true).toBe(false) };
    expect(await text(drawable)).toContain('array float32 [1]');
    const far = { shape: [1e5, 1e5], dtype: 'float32', dataSync: () => expect(true).toBe(false) };
    expect(await text(far)).toContain('not read for a display');
  });
});

describe('bytes', () => {
  it('are dumped as far as anyone reads', async () => {
    const dump = await text(Buffer.from('hello <b>\n'.repeat(200)));
    expect(dump).toContain('Buffer, 2.0 kB (2,000 bytes)');
    expect(dump).toContain('00000000  68 65 6c 6c 6f 20 3c 62 3e 0a 68 65 6c 6c 6f 20  hello <b>.hello ');
    expect(dump).toContain('… 1,872 more bytes');
    expect(await text(new ArrayBuffer(100))).toContain('ArrayBuffer, 100 B');
  });

  it('of a picture are the picture', async () => {
    const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await objectBundle(svg)).toMatchObject({ 'image/svg+xml': expect.stringContaining('<svg') });
    const blob = new Blob([Uint8Array.of(1, 2, 3)], { type: 'image/webp' });
    expect(await objectBundle(blob)).toEqual({ 'image/webp': 'AQID', 'text/plain': '<image/webp, 3 B>' });
    expect(await text(Buffer.from('<html><svg>'.padEnd(60)))).toContain('Buffer, 60 B');
  });

  it('of pixels become a PNG that holds them', async () => {
    const data = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 128);
    const bundle = await objectBundle({ data, width: 2, height: 1 });
    const png = Buffer.from(String(bundle['image/png']), 'base64');
    expect(bundle['text/plain']).toMatch(/^<image\/png, 2 × 1, /);
    const at = png.indexOf('IDAT');
    const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect([...pixels]).toEqual([0, 255, 0, 0, 255, 0, 255, 0, 128]);
  });
});

describe('specifications', () => {
  it('of Vega-Lite are charts; of a later version, also for a front end that draws version 5', async () => {
    const spec = {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: 'T',
      mark: 'bar',
      encoding: { x: { field: 'a' }, y: { aggregate: 'count' } },
      data: { values: [{ a: 1 }] }
    };
    expect(await objectBundle(spec)).toEqual({
      'application/vnd.vegalite.v6+json': spec,
      'application/vnd.vegalite.v5+json': spec,
      'text/plain': '<vega-lite bar chart "T", x: a, y: count, 1 row>'
    });
  });

  it('of Plotly are figures, and what merely looks alike is not', async () => {
    const figure = { data: [{ x: [1], y: [2], type: 'bar' }], layout: { title: { text: 'F' } } };
    expect(await objectBundle(figure)).toEqual({
      'application/vnd.plotly.v1+json': figure,
      'text/plain': '<plotly figure "F", 1 trace: bar>'
    });
    expect(Object.keys(await objectBundle({ ...figure, id: 1 }))).toEqual(['text/plain']);
  });

  it('of elements are markup, a picture as a picture too, and words', async () => {
    expect(await objectBundle({ outerHTML: '<p>a &lt;b&gt;</p><p>c</p>' })).toEqual({
      'text/html': '<p>a &lt;b&gt;</p><p>c</p>',
      'text/plain': 'a <b>\nc'
    });
    const svg = await objectBundle({ outerHTML: '<svg width="1"><title>up</title></svg>' });
    expect(svg).toMatchObject({
      'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" width="1"><title>up</title></svg>',
      'text/plain': 'up'
    });
  });
});

describe('values that show themselves', () => {
  const show = Symbol.for('Jupyter.display');

  it('do, at once or later, and get words where they have none', async () => {
    expect(objectBundle({ [show]: () => ({ 'text/html': 'x', 'text/plain': 'y' }) })).toEqual({
      'text/html': 'x',
      'text/plain': 'y'
    });
    const later = { n: 1, [show]: () => Promise.resolve({ 'text/html': 'x' }) };
    expect(await objectBundle(later)).toMatchObject({
      'text/html': 'x',
      'text/plain': expect.stringContaining('n: 1')
    });
  });

  it('have the words of what they show where they are nothing else', () => {
    expect(objectBundle({ [show]: () => ({ 'text/html': '<b>x</b>' }) })).toEqual({
      'text/html': '<b>x</b>',
      'text/plain': 'x'
    });
  });

  it('are overruled where they put the text of cells into HTML as it is, as frames of Polars do', () => {
    const frame = {
      schema: { a: 'String' },
      height: 1,
      head: () => frame,
      toRecords: () => [{ a: '<script>' }],
      [show]: () => ({ 'text/html': '<td><script></td>' })
    };
    const bundle = objectBundle(frame);
    expect(bundle).toMatchObject({ 'text/html': expect.stringContaining('&lt;script&gt;') });
  });
});

describe('values of the language', () => {
  it('say what to do with a promise', async () => {
    const promised: object[] = [Promise.resolve(1)];
    expect(await text(promised[0] ?? {})).toMatch(
      /^Promise \{\s+1[^]*\nPut "await" before it to get its value\.$/
    );
  });

  it('show the head of a function', async () => {
    expect(await text((a: number) => a + 1)).toMatch(/^\[Function.*\]\n\(?a\)? => a \+ 1$/);
    expect(await text(Math.max)).toBe('[Function: max]');
  });

  it('do not run what is lazy', async () => {
    const lazy = {
      describePlan: () => '',
      collect() {
        throw new Error('ran');
      }
    };
    expect(await text(lazy)).toContain('not computed');
  });

  it('do not fall over proxies, getters and circles', async () => {
    const trap = () => {
      throw new Error('trapped');
    };
    expect(await text(new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap }))).toBe(
      '{}'
    );
    expect(await text(Object.defineProperty({}, 'a', { get: trap, enumerable: true }))).toBe(
      '{ a: [Getter] }'
    );
    const circle: Record<string, unknown> = { n: 1 };
    circle.self = circle;
    expect(await text(circle)).toBe('<ref *1> { n: 1, self: [Circular *1] }');
  });

  it('say how much of them is not shown', async () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    expect(await text(wide)).toMatch(/k99: 99,\n {2}… 99,900 more keys\n}$/);
    expect(await text(new Array(1e6).fill(0))).toContain('999900 more items');
    let deep: unknown[] = [1];
    for (let depth = 0; depth < 6; depth++) deep = Array<unknown>(100).fill(deep);
    expect((await text(deep)).length).toBeLessThan(200_000);
  });

  it('leave out a part that no front end takes, and say so', async () => {
    const bundle = await objectBundle({ outerHTML: `<p>${'x'.repeat(50_000_001)}</p>` });
    expect(Object.keys(bundle)).toEqual(['text/plain']);
    expect(bundle['text/plain']).toContain('text/html of 50 MB is not shown');
  });
});
