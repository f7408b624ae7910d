/**
 * The catalogue: which modules there are, found by words. Reads cards and definitions, loads no weights.
 *
 * @example
 * await catalogue.search('photo classification')
 */
import type { CatalogueEntry } from '@sonde/schema';
import MiniSearch from 'minisearch';
import { CatalogueResult } from './catalogue-result.js';
import { findModules } from './find-modules.js';
import { readEntry } from './read-entry.js';
import { sources, type Source } from './sources.js';

export interface CatalogueQuery {
  /** Words, in any order; a misspelt one still finds. */
  text?: string;
  /** Only modules with this task on their card, e.g. "Computer Vision". */
  task?: string;
  /** Only modules that can (or cannot) be trained. */
  trainable?: boolean;
}

export const catalogue = {
  /** All modules of all sources, by name. */
  async list(from: readonly Source[] = sources()): Promise<CatalogueResult> {
    return new CatalogueResult(await readAll(from));
  },

  /** Modules that match, best first. */
  async search(
    query: string | CatalogueQuery,
    from: readonly Source[] = sources()
  ): Promise<CatalogueResult> {
    const wish = typeof query === 'string' ? { text: query } : query;
    return new CatalogueResult(match(await readAll(from), wish), wish.text);
  }
};

/** The entries of `all` that match `query`, best first. */
export function match(all: readonly CatalogueEntry[], query: CatalogueQuery): CatalogueEntry[] {
  const kept = all.filter(
    entry =>
      (query.trainable === undefined || (entry.ok && entry.trainable === query.trainable)) &&
      (query.task === undefined || (entry.ok && entry.card.tasks.some(task => same(task, query.task ?? ''))))
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

async function readAll(from: readonly Source[]): Promise<CatalogueEntry[]> {
  const bySource = await Promise.all(
    from.map(async source => {
      try {
        return await Promise.all((await findModules(source)).map(readEntry));
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return [
          { ok: false as const, name: source.name, source: source.name, folder: source.folder, problem }
        ];
      }
    })
  );
  return bySource.flat().sort((a, b) => a.name.localeCompare(b.name));
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

function same(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;
}
