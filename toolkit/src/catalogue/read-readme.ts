/** The README of a module or container: from its folder, or fetched once from its repository and then kept. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fullContext, type CatalogueContext } from './context.js';
import { fetchText } from './fetch-text.js';
import { insideFolder } from './inside-folder.js';
import type { Opened, OpenedContainer } from './read-entry.js';
import { maxAge } from './refresh-source.js';
import type { Source } from './source.js';
import { cacheFolder, readSnapshot } from './source-cache.js';
import { sources } from './sources.js';
import { writeAtomically } from './write-atomically.js';

const maxBytes = 1 << 20;

/** Markdown; empty where there is none, or where it cannot be had now. */
export async function readReadme(
  opened: Opened | OpenedContainer,
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<string> {
  const folder = opened.kind === 'module' ? opened.info.folder : opened.folder;
  if (folder !== undefined) return readInFolder(folder);
  const source = from.find(({ name }) => name === opened.info.source);
  return source ? readListed(opened.info.name, source, context) : '';
}

async function readInFolder(folder: string): Promise<string> {
  try {
    const path = await insideFolder(folder, 'README.md', 'The file');
    return (await stat(path)).size > maxBytes ? '' : await readFile(path, 'utf8');
  } catch {
    return ''; // a module need not have one
  }
}

async function readListed(name: string, source: Source, context: CatalogueContext): Promise<string> {
  const { home, offline, now } = fullContext(context);
  const folder = cacheFolder(home, source);
  const { entries, server } = readSnapshot(folder) ?? {};
  const address = entries?.find(entry => entry.name === name)?.readme;
  if (address === undefined) return '';
  const path = join(folder, 'readmes', `${name}.md`);
  const kept = await stat(path).catch(() => undefined);
  if (offline || (kept && now() - kept.mtimeMs < maxAge)) return kept ? readFile(path, 'utf8') : '';
  try {
    const { text = '' } = await fetchText(address, {
      server,
      maxBytes,
      timeout: context.timeout ?? 5000
    });
    writeAtomically(path, text);
    return text;
  } catch {
    return kept ? readFile(path, 'utf8') : ''; // the page says so much without it
  }
}
