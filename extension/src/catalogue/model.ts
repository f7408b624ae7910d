/** What the catalogue panel shows: the entries, the query, and how far the loading has come. */
import { toErrorRecord, type ListedEntry, type ErrorRecord } from '@sonde/schema';
import { Signal, type ISignal } from '@lumino/signaling';
import { CatalogueSearch } from '@sonde/schema/catalogue-search';
import type { ServiceClient } from '../service/client.js';

export type CatalogueView =
  | { status: 'loading' }
  | { status: 'error'; error: ErrorRecord }
  | { status: 'ready'; total: number; query: string; found: readonly ListedEntry[] };

/** How long the reader rests after a key before the list follows, so that it does not jump. */
const quietMs = 150;

export class CatalogueModel {
  constructor(private readonly _client: Pick<ServiceClient, 'modules'>) {}

  /** Emitted whenever `view` has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get view(): CatalogueView {
    if (this._error) return { status: 'error', error: this._error };
    if (!this._search) return { status: 'loading' };
    return {
      status: 'ready',
      total: this._total,
      query: this._searched,
      found: this._search.find({ text: this._searched }).entries
    };
  }

  /** What stands in the search box. The list follows when the reader rests, or at once after `searchNow`. */
  get query(): string {
    return this._query;
  }

  set query(query: string) {
    if (query === this._query) return;
    this._query = query;
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this.searchNow(), quietMs);
    this._changed.emit();
  }

  searchNow(): void {
    clearTimeout(this._timer);
    this._searched = this._query;
    this._changed.emit();
  }

  /** Loads the catalogue once; later calls do nothing unless the last one failed. */
  async ensureLoaded(): Promise<void> {
    if (this._search || this._loading) return;
    await this.load();
  }

  /** Loads the catalogue again. What was there stays visible until the new answer is in. */
  async load(): Promise<void> {
    this._error = undefined;
    this._changed.emit();
    this._loading ??= this._fetch();
    await this._loading;
  }

  private async _fetch(): Promise<void> {
    try {
      const { entries } = await this._client.modules();
      this._search = new CatalogueSearch(entries);
      this._total = entries.length;
    } catch (thrown) {
      this._search = undefined;
      this._error = toErrorRecord(thrown);
    } finally {
      this._loading = undefined;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _search: CatalogueSearch | undefined;
  private _total = 0;
  private _error: ErrorRecord | undefined;
  private _loading: Promise<void> | undefined;
  private _query = '';
  private _searched = '';
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
