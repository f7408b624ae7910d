/** What a source holds at this moment, without waiting for any network: folders are read, the rest is from the cache. */
import { join } from 'node:path';
import type { SondeError, SourceState } from '@sonde/schema';
import type { FullContext } from './context.js';
import { findModules, type Place } from './find-modules.js';
import { linkToolkit } from './link-toolkit.js';
import { isDue, isRefreshing, maxAge, refreshSource } from './refresh-source.js';
import { isRemote, type Source } from './source.js';
import { cacheFolder, readFailure, readSnapshot, type StoredEntry } from './source-cache.js';

export interface OpenSource {
  source: Source;
  /** Folders with modules. */
  places: Place[];
  /** Cards of a list. */
  listed: StoredEntry[];
  state: SourceState;
}

/** Never throws for what is wrong with the source: its state says so. Starts fetching one that is due. */
export async function openSource(source: Source, context: FullContext): Promise<OpenSource> {
  const { name, kind, location, problem } = source;
  const base = { name, kind, location };
  const failed = (why: string): OpenSource => ({
    source,
    places: [],
    listed: [],
    state: { ...base, status: 'failed', entries: 0, problem: why }
  });
  if (problem !== undefined) return failed(problem);
  if (!isRemote(source)) {
    try {
      const places = await findModules(source);
      return { source, places, listed: [], state: { ...base, status: 'fresh', entries: places.length } };
    } catch (error) {
      return failed((error as Error).message);
    }
  }
  const { home, offline, now } = context;
  if (!offline && isDue(home, source, now()) && !isRefreshing(home, source)) {
    void refreshSource(source, context, { background: true });
  }
  return openCached(source, context);
}

async function openCached(source: Source, { home, offline, now }: FullContext): Promise<OpenSource> {
  const { name, kind, location } = source;
  const folder = cacheFolder(home, source);
  const snapshot = readSnapshot(folder);
  const failure = readFailure(folder);
  const listed = snapshot?.entries ?? [];
  let problem = failure?.problem ?? snapshot?.problem;
  let places: Place[] = [];
  if (snapshot?.commit !== undefined) {
    const tree = join(folder, 'trees', snapshot.commit);
    // It was made when this was fetched, by an installation that may have moved since. On a read-only disk it stays.
    await linkToolkit(folder).catch(() => undefined);
    places = await findModules({ ...source, location: tree }, { name, confined: true }).catch(
      (error: unknown) => {
        problem = (error as SondeError).message;
        return [];
      }
    );
  }
  if (!snapshot && offline) problem ??= 'It has never been fetched, and SONDE_OFFLINE is set';
  const refreshing = isRefreshing(home, source);
  const next = (failure ?? snapshot?.retry)?.next;
  const fresh = snapshot && !failure && now() - Date.parse(snapshot.fetched) < maxAge;
  return {
    source,
    places,
    listed,
    state: {
      name,
      kind,
      location,
      status: refreshing ? 'refreshing' : fresh ? 'fresh' : snapshot ? 'cached' : 'failed',
      entries: listed.length + places.length,
      ...(snapshot && { fetched: snapshot.fetched }),
      ...(problem !== undefined && !(refreshing && !snapshot) && { problem }),
      ...(next !== undefined && !offline && { next })
    }
  };
}
