/** Puts a job whose record cannot be read aside, with the reason, so that the others are listed and nothing is lost. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFolder } from './job-folder.js';

export interface QuarantinedJob {
  id: string;
  /** Where it lies now. */
  path: string;
  /** A sentence. */
  why: string;
}

export function quarantine(home: string, folder: JobFolder, why: string): void {
  const path = join(quarantineOf(home), folder.id);
  if (existsSync(path)) return;
  mkdirSync(quarantineOf(home), { recursive: true, mode: 0o700 });
  renameSync(folder.path, path);
  writeFileSync(join(path, 'why.txt'), `${why}\n`);
  console.error(`${why}. It lies in ${path} now.`);
}

export async function quarantined(home: string): Promise<QuarantinedJob[]> {
  const ids = await readdir(quarantineOf(home)).catch(() => []);
  return Promise.all(
    ids.map(async id => {
      const path = join(quarantineOf(home), id);
      const why = await readFile(join(path, 'why.txt'), 'utf8').catch(() => 'Its record cannot be read');
      return { id, path, why: why.trim() };
    })
  );
}

function quarantineOf(home: string): string {
  return join(home, 'quarantine');
}
