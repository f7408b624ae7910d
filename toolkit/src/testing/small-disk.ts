/**
 * For tests: a disk that is soon full, for real, as a small file system in memory. Needs root to mount it; elsewhere
 * tests say why they are left out, but a build that is to be trusted (CI) must not leave them out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';

export interface SmallDisk {
  path: string;
  /** `describe`, or `describe.skip` where there can be no such disk. */
  describe: typeof describe | typeof describe.skip;
}

/** Two megabytes, gone after the tests of the file. @param what is left out where it cannot be mounted */
export async function smallDisk(what: string): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'sonde-full-'));
  const why = mount(path);
  if (why && process.env['CI'] === 'true') throw new Error(`Cannot test a full disk: ${why}`);
  if (why) console.warn(`Left out: ${what} on a full disk, because ${why}`);
  afterAll(async () => {
    // Lazily: SQLite gives its files back when its statements are collected.
    if (!why) execFileSync('umount', ['--lazy', path]);
    if (existsSync(path)) await rm(path, { recursive: true });
  });
  return { path, describe: why ? describe.skip : describe };
}

function mount(path: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `a small file system cannot be mounted (${(error as Error).message.trim().split('\n').at(-1)})`;
  }
}

/** Writes files that begin with `path` until nothing more fits; answers with them. */
export async function fill(path: string): Promise<string[]> {
  const written: string[] = [];
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    for (let part = 0; part < 64; part++) {
      const file = `${path}-${size}-${part}`;
      try {
        await writeFile(file, Buffer.alloc(size, 7));
        written.push(file);
      } catch {
        await rm(file, { force: true }); // an emptied one would only take a name
        break;
      }
    }
  }
  return written;
}
