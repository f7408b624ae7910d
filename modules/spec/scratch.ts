/** For the modules' specs: files and trained models that are removed when the specs are over. */
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

export interface Scratch {
  /** Absolute path of a folder that is there already. */
  readonly folder: string;
  /** Writes a CSV file, over the one before, and says where. */
  csv(text: string): Promise<string>;
  /** Removes another folder too, at the end. */
  remove(folder: string): void;
}

/** Called at the top of a spec. */
export function scratch(name: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), `sonde-${name}-`));
  const temporary = [folder];
  afterAll(() => Promise.all(temporary.map(path => rm(path, { recursive: true }))));
  return {
    folder,
    async csv(text) {
      const path = join(folder, 'data.csv');
      await writeFile(path, text);
      return path;
    },
    remove: path => void temporary.push(path)
  };
}
