/** The page of a sweep in the main area: its jobs beside each other, live, ranked by what is chosen. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import type { JobsFeed } from '../jobs/feed.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { jobsIcon } from '../icons.js';
import type { ThemeChanged } from '../plots/theme.js';
import type { ServiceClient } from '../service/client.js';
import { compare } from './compare.js';
import { CompareChart, type JobCurve } from './compare-chart.js';
import { CompareTable } from './compare-table.js';
import { useCurves } from './use-curves.js';

export interface SweepPageOptions {
  /** The id that its jobs share. */
  group: string;
  feed: Pick<JobsFeed, 'list' | 'changed'>;
  client: Pick<ServiceClient, 'view'>;
  open: (job: string) => void;
  themeChanged?: ThemeChanged | undefined;
  trans: TranslationBundle;
}

export class SweepPage extends ReactWidget {
  constructor(private readonly _options: SweepPageOptions) {
    super();
    // The page of a module has the same frame, forms and buttons.
    this.addClass('sonde-ModulePage');
    this.addClass('sonde-SweepPage');
  }

  get group(): string {
    return this._options.group;
  }

  protected override render(): React.JSX.Element {
    return <UseSignal signal={this._options.feed.changed}>{() => <Page {...this._options} />}</UseSignal>;
  }
}

/** What people call the sweep: the title of its jobs without what sets them apart. */
export function sweepTitle(job: JobRecord | undefined): string | undefined {
  return job?.labels['sweep'] ?? job?.title;
}

/** More curves than these tell nothing apart: the best are drawn. */
const mostCurves = 27;

function Page({ group, feed, client, open, themeChanged, trans }: SweepPageOptions): React.JSX.Element {
  const [wanted, setWanted] = React.useState<string>();
  const [pointed, setPointed] = React.useState<string>();
  const id = React.useId();
  const jobs = [...feed.list.jobs.values()].filter(job => job.group === group);
  const comparison = compare(jobs, wanted);
  const { by, better, rows, series } = comparison;
  const drawn = rows.slice(0, mostCurves);
  const views = useCurves(
    drawn.map(row => row.job),
    client
  );
  const curves = React.useMemo(
    () =>
      drawn.flatMap(({ job, number }): JobCurve[] => {
        const points = by === undefined ? undefined : views.get(job.id)?.series[by]?.points;
        return points ? [{ job: job.id, number, points }] : [];
      }),
    // The order of the rows changes nothing about the curves.
    [views, by]
  );
  if (jobs.length === 0) {
    return feed.list.loaded ? (
      <EmptyNotice
        icon={jobsIcon}
        title={trans.__('No such sweep')}
        text={trans.__('None of the jobs belongs to %1: they may have been deleted.', group)}
      />
    ) : (
      <></>
    );
  }
  return (
    <div className="sonde-ModulePage-content" data-state="ready">
      <h1 className="sonde-JobHeader-title">{trans.__('Sweep: %1', sweepTitle(jobs[0]))}</h1>
      {by !== undefined && (
        <div className="sonde-Compare-by">
          <label htmlFor={id}>{trans.__('Compare by')}</label>
          <select
            id={id}
            className="sonde-Select"
            value={by}
            onChange={event => setWanted(event.target.value)}
          >
            {series.map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <span>{better === 'lower' ? trans.__('lower is better') : trans.__('higher is better')}</span>
          {rows.length > mostCurves && (
            <span>{trans.__('the best %1 of %2 are drawn', mostCurves, rows.length)}</span>
          )}
        </div>
      )}
      {by !== undefined && <CompareChart series={by} {...{ curves, pointed, themeChanged, trans }} />}
      <CompareTable comparison={comparison} onPoint={setPointed} open={open} trans={trans} />
    </div>
  );
}
