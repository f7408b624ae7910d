/** Fetches what is old, again and again, for as long as a service runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from './catalogue.js';
import { catalogueRevision } from './catalogue-revision.js';
import type { CatalogueContext } from './context.js';
import type { Source } from './source.js';
import { sources } from './sources.js';

const period = 60_000;

/**
 * Looks every minute which sources are due, and tells the editor what has changed; ends with `signal`. The process may end
 * before.
 */
export async function keepFresh(
  { signal }: { signal: AbortSignal },
  from?: readonly Source[],
  context: CatalogueContext = {}
): Promise<void> {
  let seen = '';
  while (!signal.aborted) {
    try {
      const revision = await catalogueRevision(from ?? sources(), context); // which starts fetching what is due
      if (revision !== seen) await catalogue.list(from, context);
      seen = revision;
    } catch (error) {
      console.error(error); // the next round may do better
    }
    await sleep(period, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
