import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jupyterDisplay, type SondeError } from '@sonde/schema';
import { parseTable, readTable } from './read-table.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonde-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

const text = (csv: string) => parseTable(Buffer.from(csv), 'a.csv');

async function failure(content: string | Buffer): Promise<SondeError> {
  const path = join(folder, 'bad.csv');
  await writeFile(path, content);
  return readTable(path).then(
    () => Promise.reject(new Error('It was read.')),
    (error: unknown) => error as SondeError
  );
}

describe('readTable', () => {
  it('finds types and unknown cells', () => {
    const table = text('name,size\nann,1.5\nbob,NA\n"c,d",-2e3\n');
    expect(table.columns).toEqual([
      { name: 'name', type: 'text', missing: 0 },
      { name: 'size', type: 'number', missing: 1 }
    ]);
    expect(table.rows).toEqual([
      { name: 'ann', size: 1.5 },
      { name: 'bob', size: null },
      { name: 'c,d', size: -2000 }
    ]);
  });

  it('keeps the writing of numbers in a text column', () => {
    expect(text('id\n007\nx\n').column('id')).toEqual(['007', 'x']);
  });

  it.each([
    ['comma', 'a,b\n1,2\n'],
    ['semicolon', 'a;b\n1;2\n'],
    ['tab', 'a\tb\n1\t2\n'],
    ['bar', 'a|b\n1|2\n'],
    ['Windows line ends', 'a,b\r\n1,2\r\n']
  ])('reads %s', (_, csv) => {
    expect(text(csv).rows).toEqual([{ a: 1, b: 2 }]);
  });

  it('reads UTF-16 without a byte order mark though not every letter is Latin', () => {
    const csv = 'наме,size,kind of thing\nюг,2,a long english text\n';
    expect(parseTable(Buffer.from(csv, 'utf16le'), 'a.csv').rows[0]).toMatchObject({ наме: 'юг', size: 2 });
  });

  it('reads decimal commas where semicolons delimit', () => {
    expect(text('a;b\n1,5;x\n').rows).toEqual([{ a: 1.5, b: 'x' }]);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffä,b\nö,2\n')],
    ['UTF-16 LE with a byte order mark', Buffer.from('\ufeffä,b\nö,2\n', 'utf16le')],
    ['UTF-16 LE without one', Buffer.from('b,ä\n2,ö\n', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\ufeffä,b\nö,2\n', 'utf16le').swap16()],
    ['UTF-16 BE without one', Buffer.from('b,ä\n2,ö\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('ä,b\nö,2\n', 'latin1')]
  ])('reads %s', (_, bytes) => {
    const [row] = parseTable(bytes, 'a.csv').rows;
    expect(row).toEqual({ ä: 'ö', b: 2 });
  });

  it('shows its first rows', () => {
    const bundle = text(`a\n${'1\n'.repeat(30)}`)[jupyterDisplay]();
    expect(bundle['text/plain']).toContain('20 more rows');
    expect(bundle['text/html']).toContain('<table>');
  });

  it('says what is wrong with a file', async () => {
    expect((await failure('')).message).toContain('0 bytes');
    expect((await failure('a,b\n')).message).toBe(
      `"${join(folder, 'bad.csv')}" has a header (a, b) and no rows`
    );
    expect((await failure('a,b\n1,2\n3\n')).message).toContain('line 3 has 1 value, the header 2');
    expect((await failure('a,b\n1,"2\n')).message).toContain('quote is never closed');
    expect((await failure('a,a\n1,2\n')).message).toContain('two columns called "a"');
    expect((await failure('a,\n1,2\n')).message).toContain('Column 2');
    expect((await failure(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 7]))).hint).toContain('exported as CSV');
  });

  it('names near files when one is missing', async () => {
    await writeFile(join(folder, 'penguins.csv'), 'a\n1\n');
    await expect(readTable(join(folder, 'pengins.csv'))).rejects.toMatchObject({
      hint: expect.stringContaining('"penguins.csv"')
    });
  });
});
