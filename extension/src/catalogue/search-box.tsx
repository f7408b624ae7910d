/** The catalogue's search field. It tells of a new query 150 ms after the last key, so that the list does not jump. */
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

const quietMs = 150;

export const SearchBox = React.forwardRef<HTMLInputElement, Props>(function SearchBox(props, ref) {
  const { query, onQuery, onSubmit, trans } = props;
  const [text, setText] = React.useState(query);
  const latest = React.useRef(onQuery);
  latest.current = onQuery;

  React.useEffect(() => setText(query), [query]);
  React.useEffect(() => {
    const timer = setTimeout(() => latest.current(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') {
      onQuery(text);
      onSubmit();
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
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
        value={text}
        placeholder={trans.__('Search modules')}
        aria-label={trans.__('Search modules')}
        aria-keyshortcuts="/"
        spellCheck={false}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd className="sonde-SearchBox-key" aria-hidden="true">
        /
      </kbd>
    </div>
  );
});
