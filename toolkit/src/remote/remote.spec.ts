import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { displayPort, type DisplayPort } from '@sonde/schema';
import { openJobs } from '../jobs/open-jobs.js';
import { packFunction, type Notebook } from './pack-function.js';
import { remote, startRemote } from './remote.js';

jest.setTimeout(60_000);

let home: string;
const imported = new Map<string, Record<string, unknown>>();
const notebook: Notebook = { imported, directory: tmpdir() };
const globals = globalThis as { [displayPort]?: DisplayPort };

/** As the kernel runs cells: scripts of the realm, whose names all scripts see. */
function cell(code: string): unknown {
  return runInThisContext(`"use strict";${code}`);
}
const work = (code: string): (() => unknown) => cell(`(${code})`) as () => unknown;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonde-remote-'));
  process.env['SONDE_HOME'] = home;
  const path = await import('node:path');
  imported.set('node:path', path);
  imported.set('./mine.ts', { mine: work('() => 1') });
  globals[displayPort] = {
    ...notebook,
    show: () => undefined,
    update: () => undefined,
    signal: new AbortController().signal,
    origin: {}
  } as unknown as DisplayPort;
});
afterAll(async () => {
  openJobs().close();
  delete globals[displayPort];
  delete process.env['SONDE_HOME'];
  await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

describe('remote', () => {
  it('runs a function with what it uses in a process of its own, and gives what it returns', async () => {
    cell(`let base, rows, twice, Shape, Square, even, odd;
      base = 10; rows = new Map([['a', [1, 2]], ['b', [3]]]);
      twice = function twice(x) { return 2 * x + base; };
      Shape = class Shape { area() { return 0; } };
      Square = class Square extends Shape { constructor(side) { super(); this.side = side; } area() { return twice(this.side); } };
      even = n => n === 0 || odd(n - 1); odd = n => n !== 0 && even(n - 1);`);
    const value = await remote(
      work(`async ({ folder }) => {
        const fs = await __sonde__.import('node:fs');
        fs.writeFileSync(folder + '/note.txt', 'kept');
        base += 1;
        return {
          pid: process.pid, area: new Square(4).area(), even: even(10), keys: [...rows.keys()],
          floats: new Float32Array([1, 2.5]), when: new Date(0), waited: await __sonde__.wait(7)
        };
      }`)
    );
    expect(value).toMatchObject({ area: 19, even: true, keys: ['a', 'b'], waited: 7 });
    const { pid, floats, when } = value as { pid: number; floats: Float32Array; when: Date };
    expect(pid).not.toBe(process.pid);
    expect([...floats]).toEqual([1, 2.5]);
    expect(when.getTime()).toBe(0);
    expect(cell('base')).toBe(10);
    const [record] = await openJobs().list();
    expect(record?.artefacts.map(({ name }) => name)).toEqual(['note.txt', 'value.v8']);
  });

  it('sends imports by name, and the job imports them itself', async () => {
    const path = await import('node:path');
    cell('let basename, whole;');
    (cell('(a, b) => { basename = a; whole = b; }') as (...values: unknown[]) => void)(path.basename, path);
    const packed = await packFunction(work(`() => basename('/a/b.txt') + whole.sep`), notebook);
    expect(packed.imports).toEqual([
      { name: 'basename', specifier: 'node:path', from: 'basename' },
      { name: 'whole', specifier: 'node:path', from: '*' }
    ]);
    expect(await remote(work(`() => basename('/a/b.txt') + whole.sep`))).toBe('b.txt/');
  });

  it('gives the error of a function that throws, and of a package that is not there', async () => {
    await expect(remote(work(`() => { throw new RangeError('too far'); }`))).rejects.toThrow('too far');
    await expect(remote(work(`() => __sonde__.import('no-such-package')`))).rejects.toThrow(
      'There is no package "no-such-package" where the job runs'
    );
  });

  it('prints the log of the job, whole and in order, before it gives the value', async () => {
    const printed: string[] = [];
    const spy = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation(text => printed.push(String(text)) > 0);
    const value = await remote(
      work(
        `async () => { for (let i = 0; i < 3; i++) { console.log('line', i, 'é'); await new Promise(f => setTimeout(f, 500)); } return 7; }`
      )
    ).finally(() => spy.mockRestore());
    expect(value).toBe(7);
    expect(printed.join('')).toContain('line 0 é\nline 1 é\nline 2 é\n');
    expect(printed.length).toBeGreaterThan(1);
  });

  it('draws curves and progress, and stops when it is asked to', async () => {
    const run = await startRemote(
      work(`async ({ metric, progress }) => {
        for (let step = 1; ; step++) { metric('loss', step, 1 / step); progress(step); await new Promise(f => setTimeout(f, 10)); }
      }`),
      { title: 'endless' }
    );
    for await (const event of run.events()) if (event.kind === 'metric') break;
    expect(await run.cancel()).toMatchObject({ state: 'cancelled', kind: 'cell', title: 'endless' });
  });

  it('says what cannot be sent, before anything starts', async () => {
    const before = (await openJobs().list()).length;
    cell(`let model, made, mine, handler, bound;
      model = { weights: new (class Tensor {})() };
      made = (n => x => x + n)(3);
      handler = { run() { return 1; } }.run;
      bound = Math.max.bind(null, 1);`);
    (cell('value => { mine = value; }') as (value: unknown) => void)(imported.get('./mine.ts')?.['mine']);
    const refused: [string, string][] = [
      [
        '() => model',
        'Cannot send "model": "model".weights is an instance of Tensor, and only plain data can be sent'
      ],
      ['() => made(1)', 'Cannot send the function: it uses "n", which no cell has defined'],
      ['() => mine()', 'Cannot send "mine": it comes from the file ./mine.ts, which only the notebook has'],
      ['() => handler()', 'Cannot send "handler": its source does not stand by itself'],
      ['() => bound()', 'Cannot send "bound": it is built in or bound, and has no source'],
      ['() => nowhere', 'Cannot send the function: it uses "nowhere", which no cell has defined']
    ];
    for (const [code, sentence] of refused) await expect(remote(work(code))).rejects.toThrow(sentence);
    await expect(remote(7 as never)).rejects.toThrow(
      'Cannot send a value of type number: a function is wanted'
    );
    await expect(remote(work('() => () => 1'))).rejects.toThrow('what the function returned is a function');
    expect(await openJobs().list()).toHaveLength(before + 1);
  });

  it('refuses more data than a record can hold', async () => {
    cell('let much; much = new Uint8Array(17 * 2 ** 20);');
    await expect(remote(work('() => much.length'))).rejects.toThrow(
      'Cannot send 17 MiB with a function: the most is 16 MiB'
    );
  });
});

describe('a file of the notebook', () => {
  it('is found by the packages beside it', async () => {
    const folder = join(home, 'node_modules', 'beside');
    await import('node:fs/promises').then(fs => fs.mkdir(folder, { recursive: true }));
    await writeFile(
      join(folder, 'package.json'),
      '{"name": "beside", "type": "module", "exports": "./index.js"}'
    );
    await writeFile(join(folder, 'index.js'), 'export const answer = 42;');
    const port = globals[displayPort];
    globals[displayPort] = { ...port, directory: home } as DisplayPort;
    expect(await remote(work(`async () => (await __sonde__.import('beside')).answer`))).toBe(42);
    globals[displayPort] = port;
  });
});
