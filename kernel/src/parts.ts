/**
 * The joined parts of the kernel (bundle.mjs), each loaded with what V8 made of it when it last ran: to compile them anew
 * is most of what a start would wait for. That is kept beside the part, one file for each version of Node, as Node itself
 * does from version 22 on, but for all versions and for these files alone. V8 looks whether it can use it; where nothing
 * is kept, or may not be written, a part is compiled as any other file.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

interface Part {
  exports: unknown;
  script: Script;
  codeFile: string;
  /** Bytes of what is kept and could be used. */
  kept: number;
}

/** So much larger, what was made is written again. */
const worthwhile = 1.01;

const parts = new Map<string, Part>();

/**
 * What the file exports: a CommonJS module whose first line is a comment that names its content, and which finds this
 * module as `loader`.
 */
export function loadPart(file: string): unknown {
  const loaded = parts.get(file);
  if (loaded) return loaded.exports;
  const source = readFileSync(file, 'utf8');
  const name = source.slice(2, source.indexOf('\n'));
  const codeFile = `${file}.${name}.${process.version}-${process.arch}.code`;
  const cachedData = read(codeFile);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, loader) { ${source}\n})`,
    {
      filename: file,
      ...(cachedData && { cachedData })
    }
  );
  const module = { exports: {} as unknown };
  const isUsed = cachedData !== undefined && script.cachedDataRejected === false;
  const part = { exports: module.exports, script, codeFile, kept: isUsed ? cachedData.length : 0 };
  parts.set(file, part);
  const run = script.runInThisContext() as (...of: unknown[]) => void;
  const loader = { loadPart, keepCode };
  try {
    run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file), loader);
  } catch (error) {
    parts.delete(file);
    throw error;
  }
  part.exports = module.exports;
  return part.exports;
}

/**
 * Has what V8 made of this thread's parts ready for the next start. Functions that have run are in it, so what is kept
 * grows with what kernels are used for: an interrupt that some kernel has had is compiled when the next has its first.
 */
export function keepCode(): void {
  for (const part of parts.values()) {
    const code = part.script.createCachedData();
    if (code.length < part.kept * worthwhile) continue;
    part.kept = code.length;
    const unfinished = `${part.codeFile}.${process.pid}`;
    try {
      writeFileSync(unfinished, code);
      renameSync(unfinished, part.codeFile);
    } catch {
      // Installed by somebody else, or the disk is full: the next start compiles again.
    }
  }
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
