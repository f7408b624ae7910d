/**
 * The catalogue: which modules there are, found by words. Reads cards and definitions, loads no weights.
 *
 * @example
 * await catalogue.search('photo classification')
 */
import type { BrokenEntry, CatalogueEntry, SourceState } from '@sonde/schema';
import MiniSearch from 'minisearch';
import { CatalogueResult } from './catalogue-result.js';
import { containerEntry } from './container-entry.js';
import { fullContext, type CatalogueContext } from './context.js';
import { openSource, type OpenSource } from './open-source.js';
import { readEntry } from './read-entry.js';
import { refreshSource } from './refresh-source.js';
import { isRemote, type Source } from './source.js';
import { sources } from './sources.js';

export interface CatalogueQuery {
  /** Words, in any order; a misspelt one still finds. */
  text?: string;
  /** Only modules with this task on their card, e.g. "Computer Vision". */
  task?: string;
  /** Only modules that can (or cannot) be trained. */
  trainable?: boolean;
  /** Only modules made with this library, e.g. "PyTorch". */
  library?: string;
  /** Only modules for this type of data, e.g. "Audio". */
  dataType?: string;
  /** Only modules under this licence, e.g. "MIT". */
  licence?: string;
  /** Only modules of this source, e.g. "AI4OS". */
  source?: string;
  /** Only modules that run (or do not run) on this machine. */
  runsHere?: boolean;
}

export const catalogue = {
  /** All modules of all sources, those of the first source first. Answers at once; what is old is fetched meanwhile. */
  async list(from: readonly Source[] = sources(), context: CatalogueContext = {}): Promise<CatalogueResult> {
    const { entries, states } = await readAll(from, context);
    return new CatalogueResult(entries, { sources: states });
  },

  /** Modules that match, best first. */
  async search(
    query: string | CatalogueQuery,
    from: readonly Source[] = sources(),
    context: CatalogueContext = {}
  ): Promise<CatalogueResult> {
    const wish = typeof query === 'string' ? { text: query } : query;
    const { entries, states } = await readAll(from, context);
    return new CatalogueResult(match(entries, wish), { text: wish.text, sources: states });
  },

  /** Where modules come from, in order of precedence, and how each of these places is doing. */
  async sources(
    from: readonly Source[] = sources(),
    context: CatalogueContext = {}
  ): Promise<readonly SourceState[]> {
    const full = fullContext(context);
    return (await Promise.all(from.map(source => openSource(source, full)))).map(({ state }) => state);
  },

  /** Fetches all sources again, however young what is cached is, and answers with all modules. */
  async refresh(
    { signal }: { signal?: AbortSignal } = {},
    from: readonly Source[] = sources(),
    context: CatalogueContext = {}
  ): Promise<CatalogueResult> {
    const full = fullContext(context);
    const remote = from.filter(source => isRemote(source) && source.problem === undefined);
    if (!full.offline) await Promise.all(remote.map(source => refreshSource(source, full, { signal })));
    return this.list(from, context);
  }
};

/** The entries of `all` that match `query`, best first. */
export function match(all: readonly CatalogueEntry[], query: CatalogueQuery): CatalogueEntry[] {
  const kept = all.filter(
    entry =>
      (query.trainable === undefined || (entry.ok && entry.trainable === query.trainable)) &&
      (query.runsHere === undefined || (entry.ok && entry.here.runs === query.runsHere)) &&
      (query.source === undefined || same(entry.source, query.source)) &&
      has(query.task, entry.ok && entry.card.tasks) &&
      has(query.library, entry.ok && entry.card.libraries) &&
      has(query.dataType, entry.ok && entry.card['data-type']) &&
      has(query.licence, entry.ok && [entry.card.license ?? ''])
  );
  if (!query.text?.trim()) return kept;
  const index = new MiniSearch<{ id: number } & Record<string, unknown>>({
    fields: ['name', 'title', 'summary', 'tags', 'description', 'problem'],
    searchOptions: {
      prefix: true,
      fuzzy: 0.34,
      boost: { name: 4, title: 4, tags: 2, summary: 2 },
      combineWith: 'AND'
    }
  });
  index.addAll(kept.map((entry, id) => ({ id, ...searchable(entry) })));
  return index.search(query.text).flatMap(({ id }) => kept[id as number] ?? []);
}

async function readAll(
  from: readonly Source[],
  context: CatalogueContext
): Promise<{ entries: CatalogueEntry[]; states: SourceState[] }> {
  const full = fullContext(context);
  const open = await Promise.all(from.map(source => openSource(source, full)));
  return {
    entries: (await Promise.all(open.map(entriesOf))).flat(),
    states: open.map(({ state }) => state)
  };
}

/** By name. A folder that cannot be read is an entry itself; a list that cannot be fetched is told by its state only. */
async function entriesOf({ source, places, listed, state }: OpenSource): Promise<CatalogueEntry[]> {
  if (state.status === 'failed' && (!isRemote(source) || source.problem !== undefined)) {
    return [brokenEntry(source.name, source, source.location, state.problem)];
  }
  const entries = [
    ...(await Promise.all(places.map(readEntry))),
    ...listed.map(({ name, card, address, problem }) =>
      card ? containerEntry(name, source.name, card) : brokenEntry(name, source, address, problem)
    )
  ];
  return entries.sort((a, b) => a.name.localeCompare(b.name));
}

function brokenEntry(name: string, source: Source, folder: string, problem = 'It has no card'): BrokenEntry {
  return { ok: false, name, source: source.name, folder, problem };
}

function searchable(entry: CatalogueEntry): Record<string, string> {
  if (!entry.ok) return { name: entry.name, problem: entry.problem };
  const { title, summary, description, tags, tasks, categories, libraries } = entry.card;
  return {
    name: entry.name,
    title,
    summary,
    description,
    tags: [...tags, ...tasks, ...categories, ...libraries].join(' ')
  };
}

/** True where nothing is wished, or `values` have it. */
function has(wish: string | undefined, values: readonly string[] | false | undefined): boolean {
  return wish === undefined || (values || []).some(value => same(value, wish));
}

function same(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;
}
