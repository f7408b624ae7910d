/** The catalogue side panel: a search box and filters over a list of rows. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { SourceState } from '@sonde/schema';
import type { SortOrder } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { catalogueIcon, filterIcon } from '../icons.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Skeleton } from '../notices/skeleton.js';
import { exampleFile } from './accepted-by.js';
import { ActiveFilters } from './active-filters.js';
import type { CardActions } from './card.js';
import { CardList, type CardListHandle } from './card-list.js';
import { takeDroppedFiles } from './drop-file.js';
import { Facets } from './facets.js';
import type { CatalogueModel } from './model.js';
import { NothingFound } from './nothing-found.js';
import { SearchBox } from './search-box.js';
import { OfflineBanner, SourcesLine } from './sources-line.js';

export interface CataloguePanelOptions {
  model: CatalogueModel;
  actions: CardActions;
  /** Lets the reader add a place that holds modules. */
  addSource?: () => Promise<void>;
  trans: TranslationBundle;
  /** Nothing is loaded before what was chosen last time is known. */
  restored?: Promise<void>;
}

export class CataloguePanel extends ReactWidget {
  constructor(private readonly _options: CataloguePanelOptions) {
    super();
    const { trans } = _options;
    this.id = 'sonde-catalogue';
    this.addClass('sonde-Panel');
    this.title.icon = catalogueIcon;
    this.title.caption = trans.__('Sonde catalogue');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Sonde catalogue'));
    takeDroppedFiles(this.node, path => (_options.model.example = exampleFile(path)));
  }

  protected override render(): React.JSX.Element {
    return (
      <UseSignal signal={this._options.model.changed}>
        {() => <Catalogue {...this._options} searchRef={this._searchRef} />}
      </UseSignal>
    );
  }

  /** The network is left alone until somebody looks. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this._load();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) void this._load();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._options.model.unwatch();
  }

  protected override onBeforeDetach(message: Message): void {
    super.onBeforeDetach(message);
    this._options.model.unwatch();
  }

  protected override onActivateRequest(): void {
    // The first activation comes before React has drawn the box.
    requestAnimationFrame(() => this._searchRef.current?.focus());
  }

  private async _load(): Promise<void> {
    await this._options.restored;
    await this._options.model.ensureLoaded();
    if (this.isVisible) this._options.model.watch();
  }

  private readonly _searchRef = React.createRef<HTMLInputElement>();
}

type CatalogueProps = CataloguePanelOptions & { searchRef: React.RefObject<HTMLInputElement> };

function Catalogue(props: CatalogueProps): React.JSX.Element {
  const { model, actions, trans, searchRef } = props;
  const listRef = React.useRef<CardListHandle>(null);
  const [filtering, setFiltering] = React.useState(false);
  const { view } = model;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !typing) {
      event.preventDefault();
      searchRef.current?.focus();
      searchRef.current?.select();
    } else if (typing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      const [best] = model.view.status === 'ready' ? model.view.found : [];
      if (best?.ok && best.kind === 'module') void actions.runNotebook(best.loadAs ?? best.name);
    } else if (typing && event.key === 'ArrowDown') {
      event.preventDefault();
      listRef.current?.focusFirst();
    }
  };
  const chosen = Object.values(model.filters).reduce((sum, values) => sum + values.length, 0);
  const ready = view.status === 'ready' && view.total > 0 ? view : undefined;
  return (
    <div className="sonde-Panel-content" data-state={view.status} onKeyDown={onKeyDown}>
      <SearchBox
        ref={searchRef}
        query={model.query}
        onQuery={query => (model.query = query)}
        onSubmit={() => listRef.current?.focusFirst()}
        trans={trans}
      />
      {ready && (
        <div className="sonde-Toolbar">
          <button
            type="button"
            className="sonde-Button sonde-mod-small"
            aria-expanded={filtering}
            onClick={() => setFiltering(!filtering)}
          >
            <filterIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {chosen === 0 ? trans.__('Filters') : trans.__('Filters (%1)', chosen)}
          </button>
          <SortMenu model={model} trans={trans} />
        </div>
      )}
      {filtering && ready?.facets && (
        <Facets
          facets={ready.facets}
          filters={model.filters}
          onToggle={(name, value) => model.toggle(name, value)}
          trans={trans}
        />
      )}
      <ActiveFilters model={model} trans={trans} />
      <div className="sonde-Panel-status">
        <p className="sonde-Panel-count" role="status">
          {countText(model, trans)}
        </p>
        {view.status === 'ready' && (
          <SourcesLine view={view} onRefresh={() => void model.refresh()} trans={trans} />
        )}
      </div>
      {view.status === 'ready' && <OfflineBanner view={view} trans={trans} />}
      <Body {...props} listRef={listRef} />
      <div className="sonde-DropHint" aria-hidden="true">
        {trans.__('Drop a file to see the modules that accept it')}
      </div>
    </div>
  );
}

function SortMenu({ model, trans }: Pick<CatalogueProps, 'model' | 'trans'>): React.JSX.Element {
  const orders: [SortOrder, string][] = [
    ['relevance', trans.__('Best first')],
    ['name', trans.__('By name')],
    ['updated', trans.__('Newest first')],
    ['size', trans.__('Smallest first')]
  ];
  return (
    <select
      className="sonde-Select"
      aria-label={trans.__('Order')}
      value={model.sort}
      onChange={event => (model.sort = event.target.value as SortOrder)}
    >
      {orders.map(([order, label]) => (
        <option key={order} value={order}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Body(props: CatalogueProps & { listRef: React.RefObject<CardListHandle> }): React.JSX.Element {
  const { model, actions, addSource, trans, listRef, searchRef } = props;
  const { view } = model;
  if (view.status === 'ready' && view.found.length > 0) {
    const { query, filters, sort } = model.choice;
    return (
      <CardList
        ref={listRef}
        entries={view.found}
        matched={view.matched}
        cached={cachedSources(view.sources)}
        actions={actions}
        trans={trans}
        asked={JSON.stringify([query, filters, sort, model.example?.name])}
        top={model.top}
        onTop={row => (model.top = row)}
        searchRef={searchRef}
      />
    );
  }
  return <div className="sonde-Panel-scroll">{insteadOfList()}</div>;

  function insteadOfList(): React.JSX.Element {
    if (view.status === 'error') {
      return <ErrorNotice error={view.error} trans={trans} onRetry={() => void model.load()} />;
    }
    // The first time, the service answers before it has fetched anything.
    if (view.status === 'loading' || (view.total === 0 && view.refreshing)) {
      return (
        <Skeleton
          rows={4}
          label={trans.__('Loading the catalogue')}
          slow={trans.__('Starting the Sonde service…')}
        />
      );
    }
    if (view.total === 0) {
      const none = view.sources.length === 0;
      return (
        <EmptyNotice
          icon={catalogueIcon}
          title={none ? trans.__('The catalogue has no sources') : trans.__('The catalogue is empty')}
          text={
            none
              ? trans.__('A source is a folder, a git repository or a list of modules.')
              : trans.__('No catalogue source holds a module yet.')
          }
          action={
            none && addSource
              ? { label: trans.__('Add a source…'), run: () => void addSource() }
              : { label: trans.__('Look again'), run: () => void model.refresh() }
          }
        />
      );
    }
    return (
      <NothingFound
        model={model}
        query={view.query}
        onCleared={() => searchRef.current?.focus()}
        trans={trans}
      />
    );
  }
}

/** When what is shown was fetched, of each source that could not be asked since. */
function cachedSources(sources: readonly SourceState[]): ReadonlyMap<string, string> {
  const old = sources.filter(({ status }) => status === 'cached');
  return new Map(old.flatMap(({ name, fetched }) => (fetched === undefined ? [] : [[name, fetched]])));
}

function countText(model: CatalogueModel, trans: TranslationBundle): string {
  const { view } = model;
  if (view.status !== 'ready') return '';
  // While only the first rows are there, nothing has been left out.
  const shown = view.facets ? view.found.length : view.total;
  if (shown === view.total) return trans._n('%1 module', '%1 modules', shown);
  return trans.__('%1 of %2 modules', shown, view.total);
}
