/** What the catalogue panel shows: the entries, what was asked of them, and how far loading and indexing have come. */
import {
  toErrorRecord,
  type ErrorRecord,
  type ListedEntry,
  type ModuleList,
  type SourceState
} from '@sonde/schema';
import {
  CatalogueSearch,
  inOrder,
  type FacetCount,
  type FacetName,
  type Filters,
  type Found,
  type Matched,
  type SortOrder
} from '@sonde/schema/catalogue-search';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ServiceClient } from '../service/client.js';
import type { ExampleFile } from './accepted-by.js';
import { whenIdle, type Idle } from './when-idle.js';

export type CatalogueView =
  | { status: 'loading' }
  | { status: 'error'; error: ErrorRecord }
  | {
      status: 'ready';
      total: number;
      /** What the list was searched for; the box may already be ahead of it. */
      query: string;
      found: readonly ListedEntry[];
      /** Not there until the catalogue is indexed. */
      facets?: Record<FacetName, FacetCount[]>;
      matched: Matched;
      sources: readonly SourceState[];
      /** When the list came in, milliseconds since 1970. */
      loadedAt: number;
      refreshing: boolean;
      /** Nothing is fetched, because that was asked for. */
      offline: boolean;
      /** Why the last refresh failed; what was there is still shown. */
      problem?: ErrorRecord;
    };

/** What of the panel outlives a reload of the page. */
export interface CatalogueChoice {
  query: string;
  filters: Filters;
  sort: SortOrder;
  /** The row at the top of the list. */
  top: number;
}

export interface CatalogueModelOptions {
  idle?: Idle;
  now?: () => number;
}

export type CatalogueClient = Pick<ServiceClient, 'modules' | 'refreshModules' | 'catalogueRevision'>;

/** Rows that are asked for first, so that the first screen does not wait for all of a large catalogue. */
const firstRows = 40;
/** How often it is looked whether the catalogue has changed: while a source is fetched, at rest, after a failure. */
const lookMs = { fetching: 2000, resting: 15_000, failed: 30_000 };

export class CatalogueModel {
  constructor(
    private readonly _client: CatalogueClient,
    { idle = whenIdle, now = Date.now }: CatalogueModelOptions = {}
  ) {
    this._idle = idle;
    this._now = now;
  }

  /** Emitted whenever `view`, `query` or `choice` has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get view(): CatalogueView {
    const { _list: list } = this;
    // A choice among the first rows only would be a wrong answer.
    if (!list || (this._chosen && !this._search))
      return this._problem ? { status: 'error', error: this._problem } : { status: 'loading' };
    const { entries, facets, matched } = this._find();
    return {
      status: 'ready',
      total: list.total,
      query: this._query,
      found: entries,
      facets,
      matched,
      sources: list.sources,
      loadedAt: this._loadedAt,
      refreshing: this._refreshing || list.sources.some(source => source.status === 'refreshing'),
      offline: list.offline === true,
      problem: this._problem
    };
  }

  /** What stands in the search box. The list follows with each key. */
  get query(): string {
    return this._query;
  }

  set query(query: string) {
    if (query === this._query) return;
    this._query = query;
    this._choose();
  }

  get filters(): Filters {
    return this._filters;
  }

  get sort(): SortOrder {
    return this._sort;
  }

  set sort(sort: SortOrder) {
    this._sort = sort;
    this._choose();
  }

  /** A file that the modules shown must accept. */
  get example(): ExampleFile | undefined {
    return this._example;
  }

  set example(example: ExampleFile | undefined) {
    this._example = example;
    this._choose();
  }

  /** Chooses a value of a facet, or takes it out again. */
  toggle(name: FacetName, value: string): void {
    const chosen = this._filters[name] ?? [];
    const next = chosen.includes(value) ? chosen.filter(one => one !== value) : [...chosen, value];
    this._filters = { ...this._filters, [name]: next };
    this._choose();
  }

  /** Takes out all filters; the words in the search box stay. */
  clearFilters(): void {
    this._filters = {};
    this._example = undefined;
    this._choose();
  }

  /** The row at the top of the list, so that a reload finds it again. */
  get top(): number {
    return this._top;
  }

  set top(row: number) {
    if (row === this._top) return;
    this._top = row;
    this._scrolled.emit();
  }

  /** Emitted when the list was scrolled. Nothing needs to be drawn again. */
  get scrolled(): ISignal<this, void> {
    return this._scrolled;
  }

  get choice(): CatalogueChoice {
    return { query: this._query, filters: this._filters, sort: this._sort, top: this._top };
  }

  restore({ query = '', filters = {}, sort = 'relevance', top = 0 }: Partial<CatalogueChoice>): void {
    this._query = query;
    this._filters = filters;
    this._sort = sort;
    this._choose();
    this._top = top;
  }

  /** Loads the catalogue once; later calls do nothing unless the last one failed. */
  async ensureLoaded(): Promise<void> {
    if (this._list) return;
    await this.load();
  }

  /** Loads the catalogue again. What was there stays visible until the new answer is in. */
  async load(): Promise<void> {
    this._loading ??= this._load();
    await this._loading;
  }

  /** Shows by itself what the service fetches or a terminal adds, for as long as somebody looks at the catalogue. */
  watch(): void {
    if (this._watching) return;
    this._watching = true;
    this._lookAfter(this._list ? 0 : lookMs.resting);
  }

  unwatch(): void {
    this._watching = false;
    clearTimeout(this._lookTimer);
  }

  /** Lets the service fetch all sources again. */
  async refresh(): Promise<void> {
    if (this._refreshing) return;
    this._refreshing = true;
    this._changed.emit();
    await this._take(() => this._client.refreshModules());
    this._refreshing = false;
    this._changed.emit();
  }

  private async _load(): Promise<void> {
    if (!this._list && this._problem) {
      this._problem = undefined;
      this._changed.emit();
    }
    const first = !this._list && !this._chosen;
    if (first) await this._take(() => this._client.modules({ first: firstRows }));
    const done = first && (this._problem !== undefined || this._search !== undefined);
    if (!done) await this._take(() => this._client.modules());
    this._loading = undefined;
  }

  /** Shows what `ask` brings, or says why it brought nothing. */
  private async _take(ask: () => Promise<ModuleList>): Promise<void> {
    try {
      const list = await ask();
      this._problem = undefined;
      this._loadedAt = this._now();
      this._index(list);
    } catch (thrown) {
      this._problem = toErrorRecord(thrown);
    }
    this._changed.emit();
  }

  /** Indexes in idle moments; the index before answers until the new one can. */
  private _index(list: ModuleList): void {
    if (list.entries.length < list.total) {
      this._list = { ...list, entries: inOrder(list.entries) };
      return;
    }
    const search = new CatalogueSearch(list.entries);
    const show = () => {
      this._list = { ...list, entries: [...search.entries] };
      this._search = search;
      this._found = undefined;
    };
    this._next = search;
    if (!this._search) show();
    const more = () => {
      // A newer list has come in meanwhile.
      if (this._next !== search) return;
      if (!search.advance(sliceMs)) return this._idle(more);
      show();
      this._indexed = search;
      this._changed.emit();
    };
    this._idle(more);
  }

  private _find(): Pick<Found<ListedEntry>, 'entries' | 'matched'> & {
    facets?: Found<ListedEntry>['facets'];
  } {
    // Without a choice nothing needs to be searched, so the first rows do not wait for the index.
    if (!this._search || (!this._chosen && this._indexed !== this._search)) {
      return { entries: this._list!.entries, matched: { typed: [], meant: new Set() } };
    }
    this._found ??= this._search.find({
      text: this._query,
      filters: this._filters,
      accepts: this._example?.types,
      sort: this._sort
    });
    return this._found;
  }

  private get _chosen(): boolean {
    return (
      this._query.trim() !== '' ||
      this._sort !== 'relevance' ||
      this._example !== undefined ||
      Object.values(this._filters).some(values => values.length > 0)
    );
  }

  private _choose(): void {
    this._found = undefined;
    this._top = 0;
    this._changed.emit();
  }

  private _lookAfter(ms: number): void {
    clearTimeout(this._lookTimer);
    if (this._watching) this._lookTimer = setTimeout(() => void this._look(), ms);
  }

  private async _look(): Promise<void> {
    let failed = false;
    // Another tab is in front: whoever comes back sees it a moment later.
    if (!document.hidden && this._list && !this._refreshing) {
      try {
        if ((await this._client.catalogueRevision()) !== this._list.revision) await this.load();
      } catch {
        failed = true; // the next look may do better; what is shown is still right
      }
    }
    const fetching = this._list?.sources.some(({ status }) => status === 'refreshing');
    this._lookAfter(failed ? lookMs.failed : fetching ? lookMs.fetching : lookMs.resting);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _scrolled = new Signal<this, void>(this);
  private readonly _idle: Idle;
  private readonly _now: () => number;
  private _list: ModuleList | undefined;
  private _search: CatalogueSearch | undefined;
  private _indexed: CatalogueSearch | undefined;
  private _next: CatalogueSearch | undefined;
  private _found: Found<ListedEntry> | undefined;
  private _problem: ErrorRecord | undefined;
  private _loading: Promise<void> | undefined;
  private _loadedAt = 0;
  private _refreshing = false;
  private _query = '';
  private _filters: Filters = {};
  private _sort: SortOrder = 'relevance';
  private _example: ExampleFile | undefined;
  private _top = 0;
  private _watching = false;
  private _lookTimer: ReturnType<typeof setTimeout> | undefined;
}

/** Half a frame: typing and scrolling stay smooth beside it. */
const sliceMs = 8;
