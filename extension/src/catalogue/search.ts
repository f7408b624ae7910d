/**
 * Finds modules by what people type: words of the title, name, tags, tasks, libraries and summary, with prefixes and
 * small slips of the finger allowed. It ranks; it never hides an entry because that entry is broken.
 */
import type { ListedEntry } from '@sonde/schema';
import MiniSearch from 'minisearch';

/** Returns the entries that match, best first. An empty query matches all, in their own order, broken ones last. */
export type Search = (query: string) => ListedEntry[];

export function makeSearch(entries: readonly ListedEntry[]): Search {
  const inOrder = [...entries.filter(entry => entry.ok), ...entries.filter(entry => !entry.ok)];
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'name', 'tags', 'summary', 'problem'],
    searchOptions: {
      boost: { title: 4, name: 3, tags: 2 },
      prefix: true,
      fuzzy: term => (term.length > 3 ? 0.3 : false),
      combineWith: 'AND'
    }
  });
  index.addAll(inOrder.map(toIndexed));
  return query => {
    const wanted = query.trim();
    if (wanted === '') return inOrder;
    return index.search(wanted).flatMap(hit => inOrder[hit.id as number] ?? []);
  };
}

interface Indexed {
  id: number;
  title: string;
  name: string;
  tags: string;
  summary: string;
  problem: string;
}

function toIndexed(entry: ListedEntry, id: number): Indexed {
  const blank = { id, title: '', name: entry.name, tags: '', summary: '', problem: '' };
  if (!entry.ok) return { ...blank, problem: entry.problem };
  const { card } = entry;
  const words = [
    ...card.tags,
    ...card.tasks,
    ...card.categories,
    ...card.libraries,
    ...(card['data-type'] ?? [])
  ];
  const trainable = entry.trainable ? ['trainable', 'retrain'] : [];
  return { ...blank, title: card.title, summary: card.summary, tags: [...words, ...trainable].join(' ') };
}
