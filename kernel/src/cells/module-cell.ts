// A cell that is a module of its own, as in tslab: `/** @module name */` before its code. Others import it as `./name`.
import { cellRuntime as runtimeName } from '@sonde/schema/display';
import type { ParsedCell } from './parse.js';
import type { RewrittenCell } from './rewrite.js';

/** The script that hands the cell's text to the loader; it runs when it is imported. */
export function moduleCell(source: string, { language }: ParsedCell): RewrittenCell {
  const file = `${moduleName(source) ?? ''}.${language.endsWith('x') ? 'tsx' : 'ts'}`;
  const code = `${runtimeName}.module(${JSON.stringify(file)}, ${JSON.stringify(source)})`;
  return {
    code,
    body: { start: 0, end: code.length },
    async: false,
    shows: false,
    introduces: [],
    shadows: [],
    mapping: position => position
  };
}

/** The name in a cell's first documentation comments, if there is one. */
export function moduleName(source: string): string | undefined {
  const start = /^(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(source)?.[0] ?? '';
  for (const [comment] of start.matchAll(/\/\*\*[^]*?\*\//g)) {
    const name = /^[\s/*]*@module[ \t]+((?:[\w-]+\/)*[\w-]+)[\s*/]*$/m.exec(comment)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
