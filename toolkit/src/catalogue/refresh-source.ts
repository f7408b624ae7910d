/** Fetches a remote source again into the cache. A failure is kept too, so that nobody tries again too soon. */
import { checkOut } from './check-out.js';
import { fetchList } from './fetch-list.js';
import type { Source } from './source.js';
import {
  cacheFolder,
  readFailure,
  readSnapshot,
  writeFailure,
  writeSnapshot,
  type Attempts,
  type Snapshot
} from './source-cache.js';
import type { CatalogueContext } from './context.js';

/** After this long a source is fetched again, as AI4OS's own catalogue does. */
export const maxAge = 6 * 3_600_000;

const running = new Map<string, Set<Promise<unknown>>>();

/** True while this process fetches the source. */
export function isRefreshing(home: string, source: Source): boolean {
  return (running.get(cacheFolder(home, source))?.size ?? 0) > 0;
}

/** Resolves when this process does not fetch the source any more. */
export async function refreshEnds(home: string, source: Source): Promise<void> {
  await Promise.allSettled([...(running.get(cacheFolder(home, source)) ?? [])]);
}

/** True when what is cached is old, lacks something or is not there, and the last failure is long enough ago. */
export function isDue(home: string, source: Source, now: number): boolean {
  const folder = cacheFolder(home, source);
  const snapshot = readSnapshot(folder);
  const failure = readFailure(folder);
  if (failure) return now >= Date.parse(failure.next);
  if (!snapshot || now - Date.parse(snapshot.fetched) >= maxAge) return true;
  return snapshot.retry !== undefined && now >= Date.parse(snapshot.retry.next);
}

/** Answers with what went wrong, if anything did. Only an abort by `signal` is thrown. */
export async function refreshSource(
  source: Source,
  context: CatalogueContext & { home: string },
  options: { signal?: AbortSignal; background?: boolean } = {}
): Promise<Error | undefined> {
  const folder = cacheFolder(context.home, source);
  const others = running.get(folder) ?? new Set();
  running.set(folder, others);
  const work = refresh(source, folder, context, options);
  others.add(work);
  try {
    return await work;
  } finally {
    others.delete(work);
  }
}

async function refresh(
  source: Source,
  folder: string,
  { now = Date.now, timeout }: CatalogueContext,
  { signal, background }: { signal?: AbortSignal; background?: boolean }
): Promise<Error | undefined> {
  try {
    const options = { signal, background, timeout };
    const before = readSnapshot(folder);
    const got: Omit<Snapshot, 'fetched'> =
      source.kind === 'git'
        ? { commit: await checkOut(source, folder, options) }
        : await fetchList(source, before, options);
    writeSnapshot(folder, {
      fetched: new Date(now()).toISOString(),
      ...got,
      ...(got.problem !== undefined && { retry: nextAttempt(before?.retry, now()) })
    });
    return undefined;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const problem = error instanceof Error ? error : new Error(String(error));
    keepFailure(folder, problem.message, now());
    return problem;
  }
}

function keepFailure(folder: string, problem: string, now: number): void {
  try {
    writeFailure(folder, { problem, ...nextAttempt(readFailure(folder), now) });
  } catch (error) {
    // A full or read-only disk: the catalogue still shows what it has.
    console.error(`Cannot keep the state of a catalogue source: ${(error as Error).message}`);
  }
}

/** One minute, two, four, ... up to six hours until the next attempt. */
function nextAttempt(last: Attempts | undefined, now: number): Attempts {
  const times = (last?.times ?? 0) + 1;
  const wait = Math.min(60_000 * 2 ** (times - 1), maxAge);
  return { times, next: new Date(now + wait).toISOString() };
}
