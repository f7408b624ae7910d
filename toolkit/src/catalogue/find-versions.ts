/** Which versions of a module there are, over all sources, in their order of precedence. */
import type { ModuleVersion } from '@sonde/schema';
import { candidates, isCalled } from './candidates.js';
import { fullContext, type CatalogueContext } from './context.js';
import type { Source } from './source.js';
import { sources } from './sources.js';

/** One that is broken has no version and is left out. */
export async function findVersions(
  name: string,
  from: readonly Source[] = sources(),
  context: CatalogueContext = {}
): Promise<ModuleVersion[]> {
  const called = (await candidates(from, fullContext(context))).filter(one => isCalled(one, name));
  const opened = await Promise.all(called.map(one => one.open().catch(() => undefined)));
  return opened.flatMap(one =>
    one ? [{ version: one.info.version, source: one.info.source, updated: one.info.card.dates.updated }] : []
  );
}
