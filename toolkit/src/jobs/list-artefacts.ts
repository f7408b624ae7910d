/** Tells of every file in a job's folder of artefacts, by name, size and content. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sha256 } from '../weights/sha256.js';
import type { EventWriter } from './event-writer.js';
import type { JobFolder } from './job-folder.js';

export async function listArtefacts(folder: JobFolder, writer: EventWriter): Promise<void> {
  const entries = await readdir(folder.artefacts, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    writer.write({
      kind: 'artefact',
      name: relative(folder.artefacts, path),
      path: relative(folder.path, path),
      bytes: (await stat(path)).size,
      sha256: await sha256(path)
    });
  }
}
