/** What the editor says of options must be what the modules' schemas say. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { knownArguments, type AnyModule } from '@sonde/toolkit';

const here = import.meta.dirname;

it('known-arguments.ts is up to date: else run `npx tsc -b && node modules/generate-types.mjs`', async () => {
  const code = (await readdir(here))
    .map(name => join(here, name, 'module.ts'))
    .filter(path => existsSync(path));
  const modules: AnyModule[] = [];
  // One after the other: jest loses modules that several imports wait for.
  for (const path of code) modules.push(((await import(path)) as { default: AnyModule }).default);
  expect(await readFile(join(here, 'known-arguments.ts'), 'utf8')).toBe(knownArguments(modules));
});
