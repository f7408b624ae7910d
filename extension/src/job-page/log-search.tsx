/** The search field of a log: Enter goes to the next line that has the text, Shift+Enter to the one before. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

interface Props {
  text: string;
  /** Where the search stands: "3 of 17". */
  said: string;
  onChange: (text: string) => void;
  onMove: (by: 1 | -1) => void;
  trans: TranslationBundle;
}

export function LogSearch({ text, said, onChange, onMove, trans }: Props): React.JSX.Element {
  return (
    <div className="sonde-Log-search" role="search">
      <input
        type="search"
        className="sonde-Form-input"
        aria-label={trans.__('Search the log')}
        placeholder={trans.__('Search the log')}
        value={text}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onMove(event.shiftKey ? -1 : 1);
        }}
      />
      <span className="sonde-Log-found" role="status">
        {said}
      </span>
      {(['previous', 'next'] as const).map(which => (
        <button
          key={which}
          type="button"
          className="sonde-Button sonde-mod-small sonde-mod-quiet"
          aria-label={which === 'next' ? trans.__('Next match') : trans.__('Previous match')}
          disabled={text === ''}
          onClick={() => onMove(which === 'next' ? 1 : -1)}
        >
          {which === 'next' ? '↓' : '↑'}
        </button>
      ))}
    </div>
  );
}
