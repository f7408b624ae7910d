/**
 * Finds modules by what people type and by what they choose: the one search behind the catalogue panel and
 * `catalogue.search`. It ranks and narrows; it hides no entry because that entry is broken. Pure: it reads no clock but
 * the one it is given, and knows no source.
 *
 * An index of its own, because it must answer within a frame among 10,000 cards and hold 100,000 in a browser:
 * bench/catalogue.mjs measures it beside a general one.
 */
import { FacetTable, type FacetCount, type FacetName, type Filters } from './search/facets.js';
import type { Matched } from './search/highlight.js';
import { rank } from './search/rank.js';
import { TermIndexBuilder, type TermIndex } from './search/term-index.js';
import { wordsOf } from './search/words.js';
import type { ValueType } from './module.js';
import type { ListedEntry } from './service.js';

export { facetNames, type FacetCount, type FacetName, type Filters } from './search/facets.js';
export { matchesIn, type Matched } from './search/highlight.js';

export type SortOrder = 'relevance' | 'name' | 'updated' | 'size';

export interface CatalogueQuery {
  /** Words, in any order; a misspelt one still finds. */
  text?: string;
  filters?: Filters;
  /** Only modules whose input is one of these. */
  accepts?: readonly ValueType[];
  /** Default: by relevance; without words, what runs here first. */
  sort?: SortOrder;
}

export interface Found<Entry> {
  /** Best first. */
  entries: Entry[];
  /** The values of each facet, the most frequent first; each count takes the filters of the other facets into account. */
  facets: Record<FacetName, FacetCount[]>;
  /** What to mark in the texts of the entries. */
  matched: Matched;
}

/** A card may come with or without its long description. */
export type Searchable = ListedEntry;

export class CatalogueSearch<Entry extends Searchable = ListedEntry> {
  constructor(entries: readonly Entry[]) {
    this.entries = inOrder(entries);
  }

  /** All entries: what runs here, what does not, what is broken, each as it came. */
  readonly entries: readonly Entry[];

  /** Indexes some more entries, for about `ms`; true when all are in. `find` indexes what is left. */
  advance(ms = Infinity, now: () => number = () => performance.now()): boolean {
    if (this._index) return true;
    const end = now() + ms;
    while (this._indexed < this.entries.length) {
      this._add(this._indexed++);
      if (this._indexed % 64 === 0 && now() >= end) return false;
    }
    this._index = this._builder.seal();
    return true;
  }

  find({ text = '', filters = {}, accepts, sort = 'relevance' }: CatalogueQuery = {}): Found<Entry> {
    this.advance();
    const typed = wordsOf(text);
    const ranked = typed.length > 0 ? rank(this._index!, this.entries.length, typed, weights) : undefined;
    const candidates = ranked?.documents ?? this._all();
    const { passed, counts } = this._facets.narrow(
      accepts ? this._accepting(candidates, accepts) : candidates,
      filters
    );
    return {
      entries: this._sorted(passed, sort, ranked?.points).map(number => this.entries[number]!),
      facets: counts,
      matched: { typed, meant: ranked?.meant ?? new Set() }
    };
  }

  private _add(number: number): void {
    const entry = this.entries[number]!;
    this._facets.add(entry);
    textsOf(entry).forEach((text, field) => {
      for (const word of wordsOf(text)) this._builder.add(number, word, field);
    });
  }

  private _accepting(candidates: Uint32Array, accepts: readonly ValueType[]): Uint32Array {
    return candidates.filter(number => {
      const entry = this.entries[number]!;
      if (!entry.ok) return false;
      return inputsOf(entry).some(type => accepts.includes(type));
    });
  }

  private _all(): Uint32Array {
    return Uint32Array.from(this.entries.keys());
  }

  /** Entries have their numbers in the default order, so that number decides where nothing else does. */
  private _sorted(passed: Uint32Array, sort: SortOrder, points: Float32Array | undefined): number[] {
    if (sort === 'relevance' && !points) return [...passed.sort()];
    const key = sort === 'relevance' ? this._pointsKey(points!) : this._rankKey(sort);
    // One number per entry holds both key and number: numbers sort ten times as fast as a comparison does.
    const keyed = Float64Array.from(passed, number => key(number) * mostEntries + number).sort();
    return Array.from(keyed, value => value % mostEntries);
  }

  private _pointsKey(points: Float32Array): (number: number) => number {
    return number => {
      const entry = this.entries[number]!;
      const given = points[number]! + (entry.ok && entry.here.runs ? 0.5 : 0);
      const bounded = Math.min(mostPoints, Math.max(-mostPoints, given));
      return Math.round((mostPoints - bounded) * 100) + (entry.ok ? 0 : brokenLast);
    };
  }

  private _rankKey(sort: Exclude<SortOrder, 'relevance'>): (number: number) => number {
    let ranks = this._ranks.get(sort);
    if (!ranks) {
      ranks = new Uint32Array(this.entries.length);
      const order = [...this.entries.keys()].sort(
        (a, b) => orders[sort](this.entries[a]!, this.entries[b]!) || a - b
      );
      for (const [place, number] of order.entries()) ranks[number] = place;
      this._ranks.set(sort, ranks);
    }
    return number => ranks[number]!;
  }

  private readonly _facets = new FacetTable();
  private readonly _builder = new TermIndexBuilder();
  private readonly _ranks = new Map<SortOrder, Uint32Array>();
  private _indexed = 0;
  private _index: TermIndex | undefined;
}

/** `entries` as a catalogue shows them: what runs here, what does not, what is broken; each as it came. */
export function inOrder<Entry extends Searchable>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => usability(a) - usability(b));
}

const mostEntries = 2 ** 21;
/**
 * More than a dozen words can give or take, so that no two are cut to the same. A key is then below 2 ** 29, and with the
 * entry's number below 2 ** 50: such numbers are exact.
 */
const mostPoints = 2 ** 15;
const brokenLast = 2 ** 28;
const fieldBoosts = [4, 3, 2, 1, 0.5] as const;
const weights = Float32Array.from({ length: 2 ** fieldBoosts.length }, (_, bits) => {
  const boosts = fieldBoosts.filter((_, field) => bits & (1 << field));
  const best = Math.max(0, ...boosts);
  // A hit in a second field confirms the first one.
  return best + 0.2 * (boosts.reduce((sum, boost) => sum + boost, 0) - best);
});

/** What is searched, in the order of `fieldBoosts`. */
function textsOf(entry: Searchable): string[] {
  if (!entry.ok) return ['', entry.name, '', entry.problem, ''];
  const { card } = entry;
  const tags = [card.tags, card.tasks, card.categories, card.libraries, card['data-type'] ?? []].flat();
  const trainable = entry.trainable ? ' trainable retrain' : '';
  const description = (card as { description?: string }).description ?? '';
  return [card.title, entry.name, tags.join(' ') + trainable, card.summary, description];
}

/** What an entry takes; a container does not say, but its card has the kind of data that it is for. */
function inputsOf(entry: Extract<Searchable, { ok: true }>): readonly ValueType[] {
  if (entry.kind === 'module') return [entry.input];
  return (entry.card['data-type'] ?? []).flatMap(type => inputsByData[type.toLowerCase()] ?? []);
}

const inputsByData: Record<string, readonly ValueType[]> = {
  image: ['image'],
  audio: ['audio'],
  text: ['text'],
  'time series': ['series'],
  tabular: ['table', 'row']
};

function usability(entry: Searchable): number {
  return !entry.ok ? 2 : entry.here.runs ? 0 : 1;
}

const orders: Record<Exclude<SortOrder, 'relevance'>, (a: Searchable, b: Searchable) => number> = {
  name: byTitle,
  updated: (a, b) => (updated(a) < updated(b) ? 1 : updated(a) > updated(b) ? -1 : 0),
  size: (a, b) => bytes(a) - bytes(b)
};

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

function byTitle(a: Searchable, b: Searchable): number {
  return collator.compare(titleOf(a), titleOf(b));
}

function titleOf(entry: Searchable): string {
  return entry.ok ? entry.card.title : entry.name;
}

function updated(entry: Searchable): string {
  return entry.ok ? entry.card.dates.updated : '';
}

/** Containers do not say how large they are; they and what is broken come last. */
function bytes(entry: Searchable): number {
  return entry.ok && entry.kind === 'module' ? entry.bytes : Number.MAX_SAFE_INTEGER;
}
