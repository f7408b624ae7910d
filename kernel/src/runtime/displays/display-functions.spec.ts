import { describe, expect, it } from '@jest/globals';
import { displayFunctions } from './display-functions.js';

const display = displayFunctions((bundle, options) => ({ bundle, options }));

describe('the functions of display', () => {
  it('show text of each kind with a twin', () => {
    expect(display.html('<h1>Hi</h1><p>there</p>', { id: 'x' })).toEqual({
      bundle: { 'text/html': '<h1>Hi</h1><p>there</p>', 'text/plain': 'Hi\nthere' },
      options: { id: 'x' }
    });
    expect(display.md('*a*').bundle).toEqual({ 'text/markdown': '*a*', 'text/plain': '*a*' });
    expect(display.latex('$x$').bundle).toMatchObject({ 'text/latex': '$x$' });
    expect(display.svg('<svg/>').bundle).toEqual({
      'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'text/plain': '<SVG: <svg/>>'
    });
    expect(display.svg('<!-- a --><svg/>').bundle['text/plain']).toMatch(/^<SVG: /);
  });

  it('are tags for templates, and escape what is put into markup', () => {
    expect(display.html`<b>${'<script>'}</b>`.bundle['text/html']).toBe('<b>&lt;script&gt;</b>');
    expect(display.md`**${1}** ${{ a: 1 }}`.bundle['text/markdown']).toBe('**1** { a: 1 }');
  });

  it('show bytes and base64 as pictures, with a size and words', () => {
    const { bundle, options } = display.png(Buffer.from('abc'), { width: 20, alt: 'a cat' });
    expect(bundle).toEqual({ 'image/png': 'YWJj', 'text/plain': 'a cat' });
    expect(options.metadata).toEqual({ 'image/png': { width: 20 } });
    expect(display.jpeg('YWJj').bundle['image/jpeg']).toBe('YWJj');
  });

  it('show values as JSON and as tables of a size', () => {
    expect(display.json({ a: [1] }).bundle).toEqual({
      'application/json': { a: [1] },
      'text/plain': '{ a: [ 1 ] }'
    });
    expect(display.table([{ a: 1 }]).bundle['text/plain']).toBe('   a\n0  1\n1 row × 1 column');
    expect(
      display.table(
        Array.from({ length: 9 }, (_, a) => ({ a })),
        { rows: 3 }
      ).bundle['text/plain']
    ).toBe('   a\n0  0\n1  1\n…  …\n8  8\n9 rows × 1 column');
    expect(Object.keys(display.vegalite({ mark: 'bar' }).bundle)).toContain(
      'application/vnd.vegalite.v5+json'
    );
  });

  it('say what they want instead', () => {
    expect(() => display.html(5 as never)).toThrow('display.html wants a string, not 5');
    expect(() => display.png([1] as never)).toThrow(
      'display.png wants bytes (Uint8Array, Buffer, ArrayBuffer)'
    );
    expect(() => display.png(Buffer.from('ffd8ffe0000000000000000000', 'hex'))).toThrow('use display.jpeg');
    expect(() => display.table(7)).toThrow(
      'display.table wants a list of objects, a data frame, or {columns, data}'
    );
    expect(() => display.table([{ a: 1 }], { rows: 0 })).toThrow('rows of at least 1, not 0');
    expect(() => display.json(() => 1)).toThrow('a value that JSON can hold');
    expect(() => display.geojson({ a: 1n })).toThrow(
      'Cannot show application/geo+json: it must be JSON, which has no BigInt'
    );
    expect(() => display.plotly({ data: 1 })).toThrow('display.plotly wants a figure');
  });
});
