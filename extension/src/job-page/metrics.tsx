/** The curves of the job, live while it runs. A job that measures nothing has no such section. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord, RunView } from '@sonde/schema';
import * as React from 'react';
import { LiveChart } from '../plots/chart.js';
import { charts, formatValue } from '../plots/series.js';
import type { ThemeChanged } from '../plots/theme.js';
import { Section } from './section.js';

interface Props {
  job: JobRecord;
  view: RunView | undefined;
  themeChanged?: ThemeChanged | undefined;
  trans: TranslationBundle;
}

export function Metrics({ job, view, themeChanged, trans }: Props): React.JSX.Element | null {
  const drawn = React.useMemo(() => charts(view?.series ?? {}), [view]);
  if (Object.keys(job.metrics).length === 0) return null;
  return (
    <Section id="metrics" title={trans.__('Metrics')}>
      <dl className="sonde-JobRow-metrics">
        {Object.entries(job.metrics).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatValue(name, value)}</dd>
          </div>
        ))}
      </dl>
      <div className="sonde-Run-charts">
        {drawn.map(chart => (
          <LiveChart key={chart.name} chart={chart} themeChanged={themeChanged} trans={trans} />
        ))}
      </div>
    </Section>
  );
}
