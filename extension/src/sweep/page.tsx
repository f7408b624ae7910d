/** The page of a sweep in the main area: its jobs beside each other, live, ranked by what is chosen. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import type { JobsFeed } from '../jobs/feed.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Skeleton } from '../notices/skeleton.js';
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
  feed: Pick<JobsFeed, 'list' | 'changed' | 'retry'>;
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
    const shown = this.isVisible;
    return (
      <UseSignal signal={this._options.feed.changed}>
        {() => <Page {...this._options} shown={shown} />}
      </UseSignal>
    );
  }

  /** Behind another tab it asks nothing. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.update();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.update();
  }
}

/** What people call the sweep: the title of its jobs without what sets them apart. */
export function sweepTitle(job: JobRecord | undefined): string | undefined {
  return job?.labels['sweep'] ?? job?.title;
}

/** More curves than these tell nothing apart: the best are drawn. */
const mostCurves = 27;

function Page(options: SweepPageOptions & { shown: boolean }): React.JSX.Element {
  const { group, feed, client, open, themeChanged, shown, trans } = options;
  const [wanted, setWanted] = React.useState<string>();
  const [pointed, setPointed] = React.useState<string>();
  const id = React.useId();
  const jobs = [...feed.list.jobs.values()].filter(job => job.group === group);
  const comparison = compare(jobs, wanted);
  const { by, better, rows, series } = comparison;
  const drawn = rows.slice(0, mostCurves);
  const views = useCurves(
    drawn.map(row => row.job),
    client,
    shown
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
  if (jobs.length === 0) return <Nothing {...{ group, feed, trans }} />;
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

/** What stands there before its jobs are known, or where there are none. Older jobs may still be on their way. */
function Nothing({
  group,
  feed,
  trans
}: Pick<SweepPageOptions, 'group' | 'feed' | 'trans'>): React.JSX.Element {
  const { loaded, complete, error } = feed.list;
  if (complete) {
    return (
      <EmptyNotice
        icon={jobsIcon}
        title={trans.__('No such sweep')}
        text={trans.__('None of the jobs belongs to %1: they may have been deleted.', group)}
      />
    );
  }
  return (
    <div className="sonde-ModulePage-content" data-state="loading">
      {!loaded && error ? (
        <ErrorNotice error={error} trans={trans} onRetry={() => feed.retry()} />
      ) : (
        <Skeleton
          rows={2}
          label={trans.__('Loading the jobs of the sweep')}
          slow={trans.__('Starting the Sonde service…')}
        />
      )}
    </div>
  );
}
