import { describe, expect, it } from '@jest/globals';
import { Table, tableFromArrays, vectorFromArray } from 'apache-arrow';
import { tableBundle } from './table-bundle.js';
import { tableOf } from './table.js';

function bundle(value: unknown, size = {}): { html: string; text: string } {
  const table = tableOf(value);
  if (!table) throw new Error('Not a table');
  const made = tableBundle(table, size);
  return { html: String(made['text/html']), text: String(made['text/plain']) };
}

describe('objects of one kind', () => {
  it('are rows, numbers on the right, with a twin in aligned text', () => {
    const { html, text } = bundle([
      { name: 'Ann', age: 31, born: new Date('1994-02-03') },
      { name: '漢字', age: 7.123456789, born: null }
    ]);
    expect(text.split('\n')).toEqual([
      '   name      age  born',
      '0  Ann        31  1994-02-03',
      '1  漢字  7.12346  null',
      '2 rows × 3 columns'
    ]);
    expect(html).toContain('<th scope="col" style="text-align: right; white-space: pre">age');
    expect(html).toContain('<th scope="row"');
    expect(html).toContain('>number</small>');
    expect(html).toContain('>Date</small>');
  });

  it('show the first and the last of many, and read no others', () => {
    let read = 0;
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      get i() {
        read++;
        return i;
      }
    }));
    const { text, html } = bundle(rows);
    expect(text).toContain('\n  13    13\n   …     …\n4994  4994\n');
    expect(text).toContain('5,000 rows × 1 column');
    expect(html.match(/<tr>/g)).toHaveLength(22);
    expect(read).toBeLessThan(100);
  });

  it('have the columns of all rows shown; what a row lacks is empty', () => {
    expect(bundle([{ a: 1 }, { a: 2, b: 'x' }]).text).toBe('   a  b\n0  1\n1  2  x\n2 rows × 2 columns');
  });

  it('leave out the columns in the middle', () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, i]));
    const { text } = bundle([wide, wide]);
    expect(text).toContain('c15  …  c92');
    expect(text).toContain('2 rows × 100 columns');
  });

  it('cannot smuggle markup into the page', () => {
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    const { html, text } = bundle([
      { [evil]: evil, ok: { [evil]: 1 } },
      { [evil]: `"'&`, ok: 1 }
    ]);
    expect(html).not.toMatch(/<img|<script|onerror="/);
    expect(html).toContain('&lt;script&gt;');
    expect(text).toContain('<script>');
  });

  it('keep a cell on one line, and short', () => {
    const { text, html } = bundle([{ t: 'a\nb\tc' }, { t: 'x'.repeat(1e6) }]);
    expect(text).toContain('0  a↵b c\n');
    expect(html.length).toBeLessThan(2000);
  });

  it('have of an error what it says, not where it was', () => {
    const { text } = bundle([{ ok: false, error: new RangeError('too far') }, { ok: true }]);
    expect(text).toContain('RangeError: too far');
    expect(text).not.toContain(' at ');
  });

  it('say so where a getter throws or a value cannot be shown', () => {
    const odd = {
      [Symbol.for('nodejs.util.inspect.custom')]() {
        throw new Error('never');
      }
    };
    const rows = [{ a: 1, b: odd }, { a: 2, b: 5, get c() { throw new Error('no'); } }]; // prettier-ignore
    expect(bundle(rows).text).toContain('(cannot be shown: never)');
  });
});

describe('what is not a table', () => {
  it.each([
    ['one object in a list', [{ a: 1 }]],
    ['objects that hold objects', [{ a: { b: 1 } }, { a: { b: 2 } }]],
    ['objects that share nothing', [{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }]],
    ['instances of a class', [new URL('http://a/'), new URL('http://b/')]],
    ['values', [1, 2, 3]],
    ['nothing', []],
    ['empty objects', [{}, {}]],
    ['columns without rows', { columns: ['a'], data: [] }],
    ['rows of another length', { columns: ['a'], data: [[1, 2]] }]
  ])('%s is left as it is', (_, value) => {
    expect(tableOf(value)).toBeUndefined();
  });
});

describe('the tables of libraries', () => {
  const expected = ['   id  name', '0   1  a', '1   2  b', '2 rows × 2 columns'].join('\n');

  it('of apache-arrow', () => {
    const { html, text } = bundle(tableFromArrays({ id: Int32Array.from([1, 2]), name: ['a', 'b'] }));
    expect(text).toBe(expected);
    expect(html).toContain('>Int32</small>');
  });

  it('of apache-arrow, with lists in it', () => {
    const lists = vectorFromArray([[1, 2], Array.from({ length: 12 }, () => 0)]);
    const { text } = bundle(new Table({ lists }));
    expect(text).toContain('0  [ 1, 2 ]\n');
    expect(text).toContain('1  [ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ... 2 mo…');
  });

  it('of apache-arrow, a million rows, of which only those shown are read', () => {
    const table = tableFromArrays({ id: new Float64Array(1e6).fill(0.5) });
    expect(bundle(table, { rows: 3 }).text).toContain('999999  0.5\n1,000,000 rows × 1 column');
  });

  it('known as Deno knows those of Polars: schema, head and toRecords', () => {
    const all = Array.from({ length: 100 }, (_, id) => ({ id, name: `n${id}` }));
    const taken: number[] = [];
    const frame = (rows: typeof all): object => ({
      schema: { id: { toString: () => 'DataType(Int64)' }, name: 'String' },
      height: rows.length,
      head: (n: number) => frame(rows.slice(0, n)),
      slice: (from: number, n: number) => frame(rows.slice(from, from + n)),
      toRecords: () => {
        taken.push(rows.length);
        return rows;
      }
    });
    const { text, html } = bundle(frame(all), { rows: 6 });
    expect(text).toContain('99  99  n99\n100 rows × 2 columns');
    expect(html).toContain('>Int64</small>');
    expect(taken).toEqual([4, 2]);
  });

  it('of Arquero, Danfo, and plain columns and rows', () => {
    const rows = [[1, 'a'], [2, 'b']] as const; // prettier-ignore
    const names = ['id', 'name'];
    const arquero = {
      numRows: () => 2,
      columnNames: () => names,
      get: (name: string, row: number) => rows[row]?.[names.indexOf(name)]
    };
    expect(bundle(arquero).text).toBe(expected);
    const danfo = { $data: rows, columns: names, dtypes: ['int32', 'string'] };
    expect(bundle(danfo).html).toContain('>int32</small>');
    expect(bundle({ columns: names, data: rows }).text).toBe(expected);
  });
});
