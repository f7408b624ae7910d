/** A picture that the README of a listed module shows: fetched from beside that README, and from nowhere else. */
import { fullContext, type CatalogueContext } from './context.js';
import { fetchData } from './fetch-text.js';
import type { Source } from './source.js';
import { cacheFolder, readSnapshot } from './source-cache.js';
import { sources } from './sources.js';

const maxBytes = 20 << 20;

/**
 * Undefined where the module has no README on a server, or where nothing may be fetched.
 *
 * @param path relative to the README
 * @throws a sentence for one that is not there, or lies elsewhere
 */
export async function readListedPicture(
  { name, source: sourceName }: { name: string; source: string },
  path: string,
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<Uint8Array | undefined> {
  const source = from.find(one => one.name === sourceName);
  const { home, offline, timeout = 10_000 } = fullContext(context);
  if (!source || offline) return undefined;
  const { entries, server } = readSnapshot(cacheFolder(home, source)) ?? {};
  const readme = entries?.find(entry => entry.name === name)?.readme;
  if (readme === undefined) return undefined;
  const address = beside(readme, path);
  if (address === undefined) return undefined;
  return (await fetchData(address, { server, maxBytes, timeout })).data;
}

/** The address of `path` in the folder of `readme`; undefined where it leads out of that. */
export function beside(readme: string, path: string): string | undefined {
  const folder = new URL('.', readme);
  // What begins with a slash or has a colon is an address of its own.
  const relative = path.split('/').map(encodeURIComponent).join('/');
  if (!URL.canParse(relative, folder.href)) return undefined;
  const address = new URL(relative, folder);
  return address.href.startsWith(folder.href) ? address.href : undefined;
}
