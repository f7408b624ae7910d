/** What stands in the place of the list when nothing matches: why that may be, and what to take out. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { facetNames } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { searchIcon } from '../icons.js';
import { filterLabel } from './facet-words.js';
import type { CatalogueModel } from './model.js';

interface Props {
  model: CatalogueModel;
  query: string;
  onCleared: () => void;
  trans: TranslationBundle;
}

export function NothingFound({ model, query, onCleared, trans }: Props): React.JSX.Element {
  const words = query.trim() !== '';
  const filters = facetNames.flatMap(name => (model.filters[name] ?? []).map(value => ({ name, value })));
  const clear = () => {
    model.query = '';
    onCleared();
  };
  return (
    <div className="sonde-Notice">
      <searchIcon.react tag="span" className="sonde-Notice-icon" aria-hidden="true" />
      <p className="sonde-Notice-title">{titleOf(model, query, trans)}</p>
      <p className="sonde-Notice-text">
        {filters.length > 0 || model.example
          ? trans.__('Fewer filters find more:')
          : trans.__('Try a task such as "classification", or a shorter word.')}
      </p>
      {model.example && (
        <button type="button" className="sonde-Button" onClick={() => (model.example = undefined)}>
          {trans.__('Without "accepts %1"', model.example.name)}
        </button>
      )}
      {filters.map(({ name, value }) => (
        <button
          key={`${name}/${value}`}
          type="button"
          className="sonde-Button"
          onClick={() => model.toggle(name, value)}
        >
          {trans.__('Without "%1"', filterLabel(name, value, trans))}
        </button>
      ))}
      {words && (
        <button type="button" className="sonde-Button" onClick={clear}>
          {trans.__('Clear search')}
        </button>
      )}
    </div>
  );
}

function titleOf({ example }: CatalogueModel, query: string, trans: TranslationBundle): string {
  if (query.trim() !== '') return trans.__('Nothing matches "%1"', query.trim());
  if (example) return trans.__('No module here accepts %1', example.name);
  return trans.__('Nothing matches these filters');
}
