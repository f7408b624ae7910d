/** Fetches what is old, again and again, for as long as a service runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fullContext, type CatalogueContext } from './context.js';
import { openSource } from './open-source.js';
import type { Source } from './source.js';
import { sources } from './sources.js';

const period = 60_000;

/** Looks every minute which sources are due; ends with `signal`. The process may end before. */
export async function keepFresh(
  { signal }: { signal: AbortSignal },
  from?: readonly Source[],
  context: CatalogueContext = {}
): Promise<void> {
  while (!signal.aborted) {
    try {
      const full = fullContext(context);
      await Promise.all((from ?? sources()).map(source => openSource(source, full)));
    } catch (error) {
      console.error(error); // the next round may do better
    }
    await sleep(period, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
