/** Rows with named columns: the head stays in sight, wide tables move sideways, a click on a head sorts. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { TableView } from '@sonde/schema';
import * as React from 'react';
import { Frame } from './frame.js';
import { formatNumber } from './numbers.js';

type Cell = TableView['rows'][number][number];

interface Order {
  column: number;
  down: boolean;
}

export function Table({ view, trans }: { view: TableView; trans: TranslationBundle }): React.JSX.Element {
  const [order, setOrder] = React.useState<Order | undefined>();
  const rows = React.useMemo(() => sorted(view.rows, order), [view, order]);
  const left = view.total - view.rows.length;
  // Up, down, and as it came.
  const next = (column: number): Order | undefined =>
    order?.column !== column ? { column, down: false } : order.down ? undefined : { column, down: true };
  return (
    <Frame view={view} className="sonde-Table">
      <div
        className="sonde-Table-scroll"
        tabIndex={0}
        role="region"
        aria-label={view.title ?? trans.__('Table')}
      >
        <table>
          <thead>
            <tr>
              {view.columns.map(({ name, unit }, column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={order?.column !== column ? 'none' : order.down ? 'descending' : 'ascending'}
                >
                  <button type="button" onClick={() => setOrder(next(column))}>
                    {name}
                    {unit !== undefined && <span className="sonde-Table-unit"> {unit}</span>}
                    <span aria-hidden="true">{order?.column !== column ? '' : order.down ? ' ↓' : ' ↑'}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {view.columns.map((_, column) => (
                  <Value key={column} value={row[column] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && <p className="sonde-Table-more">{trans.__('%1 more rows are not shown.', left)}</p>}
    </Frame>
  );
}

function Value({ value }: { value: Cell }): React.JSX.Element {
  const shown = typeof value === 'number' ? formatNumber(value) : value === null ? '' : String(value);
  return (
    <td
      className={typeof value === 'number' ? 'sonde-mod-number' : ''}
      title={value === null ? '' : String(value)}
    >
      {shown}
    </td>
  );
}

/** Numbers by size, everything else as text, what is missing last. */
function sorted(rows: TableView['rows'], order: Order | undefined): TableView['rows'] {
  if (!order) return rows;
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [a[order.column] ?? null, b[order.column] ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * String(one).localeCompare(String(other), undefined, { numeric: true });
  });
}
