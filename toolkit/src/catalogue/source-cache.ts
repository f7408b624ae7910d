/**
 * What was fetched from a source, on disk: `<home>/catalogue/<source>/` with `snapshot.json` (what it held, and when)
 * and `failure.json` (why the last attempt failed, and when the next one is due). Written whole or not at all.
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '@sonde/schema';
import type { Source } from './source.js';
import { writeAtomically } from './write-atomically.js';

/** One module of a list: its card, or what is wrong with it. */
export interface StoredEntry {
  name: string;
  /** Page of its repository, or address of its card: shown to people. */
  address: string;
  card?: Card;
  problem?: string;
  /** Where the card was read, and its ETag. */
  url?: string;
  etag?: string;
  /** Where its README can be read. */
  readme?: string;
}

export interface Snapshot {
  /** ISO 8601, UTC. */
  fetched: string;
  /** Of a list. */
  entries?: StoredEntry[];
  /** IP address of the server of the list, where that is private: cards and READMEs on it may be fetched. */
  server?: string;
  /** Of a git repository: the commit, whose files lie in `trees/<commit>`. */
  commit?: string;
  /** What could not be fetched although the rest could, and when it is tried again. */
  problem?: string;
  retry?: Attempts;
}

export interface Attempts {
  /** How many failed in a row. */
  times: number;
  /** ISO 8601, UTC: not tried again before. */
  next: string;
}

export interface Failure extends Attempts {
  problem: string;
}

/** The folder of `source`; another place under the same name has another folder. */
export function cacheFolder(home: string, { name, kind, location, branch }: Source): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, location, branch]))
    .digest('hex');
  return join(home, 'catalogue', `${name}-${hash.slice(0, 8)}`);
}

export function readSnapshot(folder: string): Snapshot | undefined {
  return readJson<Snapshot>(join(folder, 'snapshot.json'), value => typeof value.fetched === 'string');
}

/** Also forgets the failures before. */
export function writeSnapshot(folder: string, snapshot: Snapshot): void {
  writeAtomically(join(folder, 'snapshot.json'), JSON.stringify(snapshot));
  rmSync(join(folder, 'failure.json'), { force: true });
}

export function readFailure(folder: string): Failure | undefined {
  return readJson<Failure>(join(folder, 'failure.json'), value => typeof value.next === 'string');
}

export function writeFailure(folder: string, failure: Failure): void {
  writeAtomically(join(folder, 'failure.json'), JSON.stringify(failure));
}

const parsed = new Map<string, { stamp: string; value: unknown }>();

/** Parses a file again only when it changed. One that is missing or damaged holds nothing: it will be fetched anew. */
function readJson<T>(path: string, isWhole: (value: T) => boolean): T | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    const stamp = `${mtimeMs}:${size}:${ino}`;
    const before = parsed.get(path);
    if (before?.stamp === stamp) return before.value as T;
    const value = JSON.parse(readFileSync(path, 'utf8')) as T | null;
    if (value === null || !isWhole(value)) return undefined;
    parsed.set(path, { stamp, value });
    return value;
  } catch {
    parsed.delete(path);
    return undefined;
  }
}
