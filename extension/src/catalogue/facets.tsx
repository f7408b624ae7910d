/** The filters of the catalogue: one group per facet, one switch per value with what it would find. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { facetNames, type FacetCount, type FacetName, type Filters } from '@sonde/schema/catalogue-search';
import * as React from 'react';
import { facetTitle, valueLabel } from './facet-words.js';

interface Props {
  facets: Record<FacetName, FacetCount[]>;
  filters: Filters;
  onToggle: (name: FacetName, value: string) => void;
  trans: TranslationBundle;
}

/** More values than these are shown only when asked for. */
const shownAtFirst = 8;

export function Facets({ facets, filters, onToggle, trans }: Props): React.JSX.Element {
  return (
    <div className="sonde-Facets" role="group" aria-label={trans.__('Filters')}>
      {facetNames
        .filter(name => facets[name].length > 0)
        .map((name, place) => (
          <Group
            key={name}
            name={name}
            values={facets[name]}
            chosen={filters[name] ?? []}
            openAtFirst={place < 2}
            onToggle={value => onToggle(name, value)}
            trans={trans}
          />
        ))}
    </div>
  );
}

interface GroupProps {
  name: FacetName;
  values: FacetCount[];
  chosen: readonly string[];
  openAtFirst: boolean;
  onToggle: (value: string) => void;
  trans: TranslationBundle;
}

function Group({ name, values, chosen, openAtFirst, onToggle, trans }: GroupProps): React.JSX.Element {
  const [all, setAll] = React.useState(false);
  const [open, setOpen] = React.useState(openAtFirst || chosen.length > 0);
  const shown = all ? values : values.filter(({ value }, n) => n < shownAtFirst || chosen.includes(value));
  return (
    <details
      className="sonde-Facet"
      open={open}
      onToggle={event => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary className="sonde-Facet-title">
        {facetTitle(name, trans)}
        {chosen.length > 0 && <span className="sonde-Facet-chosen">{chosen.length}</span>}
      </summary>
      <div className="sonde-Facet-values">
        {shown.map(({ value, count }) => (
          <button
            key={value}
            type="button"
            className="sonde-FacetChip"
            aria-pressed={chosen.includes(value)}
            onClick={() => onToggle(value)}
          >
            {valueLabel(name, value, trans)}
            <span className="sonde-FacetChip-count">{count}</span>
          </button>
        ))}
        {values.length > shown.length && (
          <button
            type="button"
            className="sonde-Button sonde-mod-small sonde-mod-quiet"
            onClick={() => setAll(true)}
          >
            {trans.__('Show %1 more', values.length - shown.length)}
          </button>
        )}
      </div>
    </details>
  );
}
