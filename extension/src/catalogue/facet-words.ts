/** What the facets and their values are called in the panel. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { FacetName } from '@sonde/schema/catalogue-search';

export function facetTitle(name: FacetName, trans: TranslationBundle): string {
  return {
    task: trans.__('Task'),
    dataType: trans.__('Data'),
    library: trans.__('Library'),
    licence: trans.__('Licence'),
    trainable: trans.__('Trainable'),
    source: trans.__('Source'),
    here: trans.__('Runs on this machine')
  }[name];
}

/** A value where its facet stands above it. */
export function valueLabel(name: FacetName, value: string, trans: TranslationBundle): string {
  if (name !== 'trainable' && name !== 'here') return value;
  return value === 'yes' ? trans.__('Yes') : trans.__('No');
}

/** A value that stands alone, among the active filters. */
export function filterLabel(name: FacetName, value: string, trans: TranslationBundle): string {
  if (name === 'trainable') return value === 'yes' ? trans.__('Trainable') : trans.__('Not trainable');
  if (name === 'here') return value === 'yes' ? trans.__('Runs here') : trans.__('Does not run here');
  return value;
}
