/** Fetches a remote source again into the cache. A failure is kept too, so that nobody tries again too soon. */
import { checkOut } from './check-out.js';
import { fetchList } from './fetch-list.js';
import type { Source } from './source.js';
import { cacheFolder, readFailure, readSnapshot, writeFailure, writeSnapshot } from './source-cache.js';
import type { CatalogueContext } from './context.js';

/** After this long a source is fetched again, as AI4OS's own catalogue does. */
export const maxAge = 6 * 3_600_000;

const running = new Map<string, number>();

/** True while this process fetches the source. */
export function isRefreshing(home: string, source: Source): boolean {
  return (running.get(cacheFolder(home, source)) ?? 0) > 0;
}

/** True when what is cached is old, or not there, and the last failure is long enough ago. */
export function isDue(home: string, source: Source, now: number): boolean {
  const folder = cacheFolder(home, source);
  const snapshot = readSnapshot(folder);
  const failure = readFailure(folder);
  if (failure && now < Date.parse(failure.next)) return false;
  return !snapshot || failure !== undefined || now - Date.parse(snapshot.fetched) >= maxAge;
}

/** Answers with what went wrong, if anything did. Only an abort by `signal` is thrown. */
export async function refreshSource(
  source: Source,
  { home, now = Date.now, timeout }: CatalogueContext & { home: string },
  { signal, background }: { signal?: AbortSignal; background?: boolean } = {}
): Promise<Error | undefined> {
  const folder = cacheFolder(home, source);
  running.set(folder, (running.get(folder) ?? 0) + 1);
  try {
    const options = { signal, background, timeout };
    const got =
      source.kind === 'git'
        ? { commit: await checkOut(source, folder, options) }
        : await fetchList(source, readSnapshot(folder), options);
    writeSnapshot(folder, { fetched: new Date(now()).toISOString(), ...got });
    return undefined;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const problem = error instanceof Error ? error : new Error(String(error));
    keepFailure(folder, problem.message, now());
    return problem;
  } finally {
    running.set(folder, (running.get(folder) ?? 1) - 1);
  }
}

/** One minute, two, four, ... up to six hours until the next attempt. */
function keepFailure(folder: string, problem: string, now: number): void {
  const times = (readFailure(folder)?.times ?? 0) + 1;
  const wait = Math.min(60_000 * 2 ** (times - 1), maxAge);
  try {
    writeFailure(folder, { times, problem, next: new Date(now + wait).toISOString() });
  } catch (error) {
    // A full or read-only disk: the catalogue still shows what it has.
    console.error(`Cannot keep the state of a catalogue source: ${(error as Error).message}`);
  }
}
