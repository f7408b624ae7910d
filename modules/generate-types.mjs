// Writes known-arguments.ts, what the editor says of the built-in modules' options, from their schemas. After a change of
// a module's arguments: npx tsc -b && node modules/generate-types.mjs
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { knownArguments } from '@sonde/toolkit';

const built = new URL('lib/', import.meta.url);
const code = readdirSync(new URL('.', import.meta.url))
  .map(name => new URL(`${name}/module.js`, built))
  .filter(path => existsSync(path));
const modules = await Promise.all(code.map(async path => (await import(path.href)).default));
writeFileSync(new URL('known-arguments.ts', import.meta.url), knownArguments(modules));
