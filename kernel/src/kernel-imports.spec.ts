/** What cells import: files that change, JSON, and sentences for what is not there. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KernelClient, printed, result, traceback } from './testing/client.js';

jest.setTimeout(30_000);

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({
    args: ['--type-errors', 'off'],
    files: {
      'local.ts': 'export const value: number = 1;',
      'data.json': '{ "a": 1 }',
      'plain.mjs': 'export const p = 1;',
      'common.js': 'module.exports = 5;',
      'wants.ts': `import { z } from 'not-there'; z();`,
      'places.ts': `interface Gone { a: 1 }\n\nenum Size { S }\nexport function fail(): never {\n  throw new RangeError(String(Size.S));\n}`,
      'one.ts': `import { two } from './two'; export const one = 1; export const sum = () => one + two;`,
      'two.ts': `import { one } from './one'; export const two = 2; export const get = () => one;`
    }
  });
});

afterAll(() => kernel.close());

const value = async (code: string) => result(await kernel.execute(code));

describe('imports', () => {
  it('load a changed JavaScript file anew', async () => {
    expect(await value(`import { p } from './plain.mjs'; p`)).toBe('1');
    const file = join(kernel.folder, 'plain.mjs');
    await writeFile(file, 'export const p = 2;');
    await utimes(file, new Date(), new Date(Date.now() + 5000));
    expect(await value(`import { p } from './plain.mjs'; p`)).toBe('2');
  });

  it('of JSON need no attribute, and may have one', async () => {
    expect(await value(`import data from './data.json'; data.a`)).toBe('1');
    expect(await value(`import data from './data.json' with { type: 'json' }; data.a`)).toBe('1');
    expect(await value(`require('./data.json').a`)).toBe('1');
  });

  it('may go in a circle', async () => {
    expect(await value(`import { sum } from './one'; import { get } from './two'; sum() + get()`)).toBe('4');
  });

  it('need no ending, and what they throw has its place in the file', async () => {
    expect(await value(`import five from './common'; five`)).toBe('5');
    const exchange = await kernel.execute(`import { fail } from './places';\nfail();`);
    const text = traceback(exchange).replace(/Cell \[\d+\]/, 'Cell [n]');
    expect(text).toContain('    at fail (places.ts line 5 column 9)\n');
    expect(text).toContain('> 5 |   throw new RangeError(String(Size.S));');
    expect(text).toContain('    at Cell [n] line 2 column 1\n');
    expect(text).toContain('> 2 | fail();');
    const caught = await kernel.execute(
      `import { fail as again } from './places';\ntry { again(); } catch (error) { console.log(error); }`
    );
    expect(printed(caught)).toMatch(
      /^RangeError: 0\n {4}at fail \(places\.ts line 5 column 9\)\n {4}at Cell \[\d+\] line 2 column 7\n$/
    );
  });

  it('and exports may have any form', async () => {
    expect(await value(`import fs = require('node:fs'); typeof fs.readFileSync`)).toBe("'function'");
    expect(await value(`export = 5`)).toBe('5');
    expect(await value(`export * from 'node:os'; export { sep as other } from 'node:path'; 1`)).toBe('1');
  });

  it.each([
    [
      `import { v } from './lokal'; v`,
      'Cannot import "./lokal": there is no such file in',
      'Did you mean "./local"?'
    ],
    [`await import('./no/such')`, 'Cannot import "./no/such": there is no folder', ''],
    [`import fs from 'node:fss'; fs`, 'Node.js has no module "node:fss"', 'Did you mean "node:fs"?'],
    [`import fs from 'fss'; fs`, 'No package is called "fss" here', 'Did you mean "fs"?'],
    [`import { valeu } from './local'; valeu`, '"./local" exports no "valeu"', 'Did you mean "value"?'],
    [
      `import x from 'npm:@a/b@1/sub'; x`,
      'packages are installed beside the notebook',
      'Run "npm install @a/b"'
    ],
    [
      `import './wants'`,
      'No package is called "not-there" here; wants.ts imports it',
      'npm install not-there'
    ],
    [`import e from ''; e`, 'Cannot import "": it names nothing', 'Name a package'],
    [
      `import e from 'https://esm.sh/zod@3'; e`,
      'Cannot import from the address "https://esm.sh/zod@3"',
      'npm install zod'
    ],
    [`import '../'`, 'is a folder', ''],
    [`require('./lokal')`, 'Cannot require "./lokal": there is no such file in', 'Did you mean "./local"?'],
    [`require('./local')`, 'Cannot require "./local": it is TypeScript', `await import('./local')`],
    [`require('./local.ts')`, 'Cannot require "./local.ts": it is TypeScript', `await import('./local.ts')`]
  ])('%s says what is missing, where, and what was meant', async (code, sentence, hint) => {
    const exchange = await kernel.execute(`\n  ${code}`);
    expect(exchange.reply.content.evalue).toContain(sentence);
    expect(exchange.reply.content.evalue).toContain(hint);
    expect(traceback(exchange)).toMatch(/line 2 column \d/);
  });
});
