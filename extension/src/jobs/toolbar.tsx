/** Above the jobs: filter, grouping, a new job, and the clearing of ended ones. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { plusIcon, searchIcon, trashIcon } from '../icons.js';
import type { Grouping, LayoutChoice } from './layout.js';

interface Props {
  choice: LayoutChoice;
  onChoose: (change: Partial<LayoutChoice>) => void;
  searchRef: React.RefObject<HTMLInputElement>;
  onCreate: () => void;
  /** Undefined where nothing has ended. */
  onClear: (() => void) | undefined;
  /** How many jobs the filter lets through. */
  said: string;
  trans: TranslationBundle;
}

export function JobsToolbar(props: Props): React.JSX.Element {
  const { choice, onChoose, searchRef, onCreate, onClear, said, trans } = props;
  const groupings: Record<Grouping, string> = {
    none: trans.__('No groups'),
    module: trans.__('By module'),
    notebook: trans.__('By notebook'),
    sweep: trans.__('By sweep')
  };
  return (
    <div className="sonde-JobsToolbar">
      <div className="sonde-SearchBox" role="search">
        <searchIcon.react tag="span" className="sonde-SearchBox-icon" aria-hidden="true" />
        <input
          ref={searchRef}
          type="search"
          className="sonde-SearchBox-input"
          aria-label={trans.__('Filter jobs')}
          placeholder={trans.__('Filter jobs')}
          value={choice.filter}
          onChange={event => onChoose({ filter: event.target.value })}
          onKeyDown={event => {
            if (event.key !== 'Escape' || choice.filter === '') return;
            event.stopPropagation();
            onChoose({ filter: '' });
          }}
        />
      </div>
      <div className="sonde-JobsToolbar-row">
        <button type="button" className="sonde-Button sonde-mod-small sonde-mod-primary" onClick={onCreate}>
          <plusIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {trans.__('New job')}
        </button>
        <select
          className="sonde-Select"
          aria-label={trans.__('Group jobs')}
          value={choice.grouping}
          onChange={event => onChoose({ grouping: event.target.value as Grouping })}
        >
          {Object.entries(groupings).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="sonde-Button sonde-mod-small sonde-mod-quiet"
          title={trans.__('Delete the ended jobs that are shown')}
          aria-label={trans.__('Clear ended jobs')}
          disabled={onClear === undefined}
          onClick={onClear}
        >
          <trashIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        </button>
        <span className="sonde-JobsToolbar-said" role="status">
          {said}
        </span>
      </div>
    </div>
  );
}
