/** Writes a file so that a reader sees the old content or the new one, never half of it. Throws a sentence. */
import { randomUUID } from 'node:crypto';
import { renameSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cannotWrite } from '../jobs/job-folder.js';

export function writeAtomically(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(path, error);
  }
}
