/** The jobs of a sweep in a table, the best first: what sets each apart, what it measured last, and the way to its page. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { StateChip } from '../jobs/state-chip.js';
import type { Comparison } from './compare.js';
import { tintOf } from './compare-chart.js';

interface Props {
  comparison: Comparison;
  onPoint: (job: string | undefined) => void;
  open: (job: string) => void;
  trans: TranslationBundle;
}

export function CompareTable({ comparison, onPoint, open, trans }: Props): React.JSX.Element {
  const { args, series, by, rows } = comparison;
  return (
    <div
      className="sonde-Compare-scroll"
      tabIndex={0}
      role="region"
      aria-label={trans.__('Jobs of the sweep')}
    >
      <table className="sonde-Compare-table">
        <thead>
          <tr>
            <th scope="col">{trans.__('job')}</th>
            {args.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {series.map(name => (
              <th key={name} scope="col" aria-sort={name === by ? sortOf(comparison) : undefined}>
                {name}
              </th>
            ))}
            <th scope="col">{trans.__('state')}</th>
          </tr>
        </thead>
        <tbody onMouseLeave={() => onPoint(undefined)}>
          {rows.map(row => (
            <tr
              key={row.job.id}
              data-job={row.job.id}
              className={row.best ? 'sonde-mod-best' : undefined}
              onMouseEnter={() => onPoint(row.job.id)}
            >
              <th scope="row">
                <span
                  className="sonde-Compare-swatch"
                  style={{ background: `var(${tintOf(row.number)})` }}
                  aria-hidden="true"
                />
                <button
                  type="button"
                  className="sonde-Link"
                  title={row.job.title}
                  onFocus={() => onPoint(row.job.id)}
                  onBlur={() => onPoint(undefined)}
                  onClick={() => open(row.job.id)}
                >
                  {trans.__('run %1', row.number + 1)}
                </button>
                {row.best && <span className="sonde-Compare-best">{trans.__('best')}</span>}
              </th>
              {row.args.map((text, i) => (
                <td key={args[i]}>{text}</td>
              ))}
              {row.values.map((text, i) => (
                <td key={series[i]}>{text}</td>
              ))}
              <td>
                <StateChip state={row.job.state} reason={row.job.reason} trans={trans} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sortOf = ({ better }: Comparison) => (better === 'lower' ? 'ascending' : 'descending');
