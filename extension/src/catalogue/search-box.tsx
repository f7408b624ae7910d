/** The catalogue's search field. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { searchIcon } from '../icons.js';

interface Props {
  query: string;
  onQuery: (query: string) => void;
  /** Enter was pressed: the reader wants the best hit. */
  onSubmit: () => void;
  trans: TranslationBundle;
}

export const SearchBox = React.forwardRef<HTMLInputElement, Props>(function SearchBox(props, ref) {
  const { query, onQuery, onSubmit, trans } = props;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      onSubmit();
    } else if (event.key === 'Escape' && query !== '') {
      event.stopPropagation();
      event.preventDefault();
      onQuery('');
    }
  };
  return (
    <div className="sonde-SearchBox" role="search">
      <searchIcon.react tag="span" className="sonde-SearchBox-icon" aria-hidden="true" />
      <input
        ref={ref}
        type="search"
        className="sonde-SearchBox-input"
        value={query}
        placeholder={trans.__('Search modules')}
        aria-label={trans.__('Search modules')}
        aria-keyshortcuts="/"
        spellCheck={false}
        onChange={event => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd className="sonde-SearchBox-key" aria-hidden="true">
        /
      </kbd>
    </div>
  );
});
