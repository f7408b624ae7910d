/** The filters that are on, each with a way to take it out. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { facetNames } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { crossIcon } from '../icons.js';
import { facetTitle, filterLabel } from './facet-words.js';
import type { CatalogueModel } from './model.js';

export function ActiveFilters({
  model,
  trans
}: {
  model: CatalogueModel;
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const chips = facetNames.flatMap(name =>
    (model.filters[name] ?? []).map(value => ({
      key: `${name}/${value}`,
      label: filterLabel(name, value, trans),
      title: trans.__('Remove the filter %1: %2', facetTitle(name, trans), filterLabel(name, value, trans)),
      remove: () => model.toggle(name, value)
    }))
  );
  if (model.example) {
    chips.unshift({
      key: 'example',
      label: trans.__('accepts %1', model.example.name),
      title: trans.__('Show modules again that do not accept %1', model.example.name),
      remove: () => (model.example = undefined)
    });
  }
  if (chips.length === 0) return null;
  return (
    <div className="sonde-ActiveFilters" role="group" aria-label={trans.__('Active filters')}>
      {chips.map(({ key, label, title, remove }) => (
        <button
          key={key}
          type="button"
          className="sonde-ActiveFilter"
          title={title}
          aria-label={title}
          onClick={remove}
        >
          <span className="sonde-ActiveFilter-label">{label}</span>
          <crossIcon.react tag="span" className="sonde-ActiveFilter-icon" aria-hidden="true" />
        </button>
      ))}
      <button
        type="button"
        className="sonde-Button sonde-mod-small sonde-mod-quiet"
        onClick={() => model.clearFilters()}
      >
        {trans.__('Clear all')}
      </button>
    </div>
  );
}
