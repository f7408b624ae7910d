/** A confusion matrix: rows are the true classes, columns the predicted ones; the more of its row, the darker a cell. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ConfusionView } from '@sonde/schema';
import * as React from 'react';

export function Confusion({
  view,
  trans
}: {
  view: ConfusionView;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { labels, counts } = view;
  const held = counts.flat().reduce((sum, count) => sum + count, 0);
  const tilted = labels.length > 6 || labels.some(label => label.length > 12);
  return (
    <div className="sonde-Confusion">
      <table className={tilted ? 'sonde-mod-tilted' : ''}>
        <caption>
          <span className="sonde-Confusion-title">{view.title ?? trans.__('Confusion matrix')}</span>{' '}
          {trans.__('%1 % of %2 held-out examples are right', (view.accuracy * 100).toFixed(1), held)}
        </caption>
        <thead>
          <tr>
            <td className="sonde-Confusion-corner">
              {trans.__('true ↓')} <span>{trans.__('predicted →')}</span>
            </td>
            {labels.map(label => (
              <th key={label} scope="col" title={label}>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => (
            <Row
              key={label}
              label={label}
              row={row}
              counts={counts[row] ?? []}
              labels={labels}
              trans={trans}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  label: string;
  row: number;
  counts: readonly number[];
  labels: readonly string[];
  trans: TranslationBundle;
}

function Row({ label, row, counts, labels, trans }: RowProps): React.JSX.Element {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    <tr>
      <th scope="row" title={label}>
        {label}
      </th>
      {counts.map((count, column) => (
        <td
          key={labels[column]}
          className={row === column ? 'sonde-mod-right' : count > 0 ? 'sonde-mod-wrong' : undefined}
          style={{ '--sonde-share': total === 0 ? 0 : count / total } as React.CSSProperties}
          title={trans.__('%1 of %2 "%3" predicted as "%4"', count, total, label, labels[column] ?? '')}
        >
          {count === 0 ? <span className="sonde-Confusion-zero">0</span> : count}
        </td>
      ))}
    </tr>
  );
}
