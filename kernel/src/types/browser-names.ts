/**
 * The names that a browser has and the kernel does not, as TypeScript's own declarations of the DOM list them. They are read
 * when the first cell needs them, and only their names: in every cell's program those declarations would cost time and memory.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serverPath } from './server-path.js';

let names: Promise<ReadonlySet<string>> | undefined;

export function browserNames(): Promise<ReadonlySet<string>> {
  return (names ??= readNames());
}

async function readNames(): Promise<ReadonlySet<string>> {
  // Without the file cells are judged as if there were no browser.
  const text = await readFile(join(dirname(serverPath()), 'lib.dom.d.ts'), 'utf8').catch(() => '');
  return new Set([...text.matchAll(declaration)].map(match => match[1] ?? ''));
}

const declaration = /^(?:declare (?:var|let|const|function|namespace|class) |interface |type )([\w$]+)/gm;
