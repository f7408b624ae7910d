/** The catalogue side panel: a search box over a list of cards. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';
import { catalogueIcon, searchIcon } from '../icons.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Skeleton } from '../notices/skeleton.js';
import type { CardActions } from './card.js';
import { CardList, type CardListHandle } from './card-list.js';
import type { CatalogueModel } from './model.js';
import { SearchBox } from './search-box.js';

export interface CataloguePanelOptions {
  model: CatalogueModel;
  actions: CardActions;
  trans: TranslationBundle;
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
    void this._options.model.ensureLoaded();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) void this._options.model.ensureLoaded();
  }

  protected override onActivateRequest(): void {
    // The first activation comes before React has drawn the box.
    requestAnimationFrame(() => this._searchRef.current?.focus());
  }

  private readonly _searchRef = React.createRef<HTMLInputElement>();
}

type CatalogueProps = CataloguePanelOptions & { searchRef: React.RefObject<HTMLInputElement> };

function Catalogue({ model, actions, trans, searchRef }: CatalogueProps): React.JSX.Element {
  const listRef = React.useRef<CardListHandle>(null);
  const { view } = model;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !typing) {
      event.preventDefault();
      searchRef.current?.select();
    } else if (typing && event.key === 'ArrowDown') {
      event.preventDefault();
      listRef.current?.focusFirst();
    }
  };
  return (
    <div className="sonde-Panel-content" data-state={view.status} onKeyDown={onKeyDown}>
      <SearchBox
        ref={searchRef}
        query={model.query}
        onQuery={query => (model.query = query)}
        onSubmit={() => {
          // React draws the new list first; its best hit is what gets the focus.
          model.searchNow();
          requestAnimationFrame(() => listRef.current?.focusFirst());
        }}
        trans={trans}
      />
      <p className="sonde-Panel-count" role="status">
        {countText(model, trans)}
      </p>
      <div className="sonde-Panel-scroll">
        <Body model={model} actions={actions} trans={trans} listRef={listRef} searchRef={searchRef} />
      </div>
    </div>
  );
}

function Body(props: CatalogueProps & { listRef: React.RefObject<CardListHandle> }): React.JSX.Element {
  const { model, actions, trans, listRef, searchRef } = props;
  const { view } = model;
  if (view.status === 'error') {
    return <ErrorNotice error={view.error} trans={trans} onRetry={() => void model.load()} />;
  }
  if (view.status === 'loading') {
    return (
      <Skeleton
        rows={3}
        label={trans.__('Loading the catalogue')}
        slow={trans.__('Starting the Sonde service…')}
      />
    );
  }
  if (view.total === 0) {
    return (
      <EmptyNotice
        icon={catalogueIcon}
        title={trans.__('The catalogue is empty')}
        text={trans.__('No catalogue source holds a module yet.')}
        action={{ label: trans.__('Look again'), run: () => void model.load() }}
      />
    );
  }
  if (view.found.length === 0) {
    const clear = () => {
      model.query = '';
      model.searchNow();
      searchRef.current?.focus();
    };
    return (
      <EmptyNotice
        icon={searchIcon}
        title={trans.__('Nothing matches "%1"', view.query)}
        text={trans.__('Try a task such as "classification", or a shorter word.')}
        action={{ label: trans.__('Clear search'), run: clear }}
      />
    );
  }
  return (
    <CardList ref={listRef} entries={view.found} actions={actions} trans={trans} searchRef={searchRef} />
  );
}

function countText(model: CatalogueModel, trans: TranslationBundle): string {
  const { view } = model;
  if (view.status !== 'ready') return '';
  const shown = view.found.length;
  if (shown === view.total) return trans._n('%1 module', '%1 modules', shown);
  return trans.__('%1 of %2 modules', shown, view.total);
}
