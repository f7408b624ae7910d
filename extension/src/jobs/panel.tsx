/** The jobs side panel: what runs, what waits and what is done, kept up to date by the feed. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { jobsIcon } from '../icons.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Skeleton } from '../notices/skeleton.js';
import type { JobsFeed } from './feed.js';
import { sections } from './list.js';
import { useNow } from './now.js';
import { JobRow, type JobActions } from './row.js';

export interface JobsPanelOptions {
  feed: JobsFeed;
  actions: JobActions;
  trans: TranslationBundle;
}

export class JobsPanel extends ReactWidget {
  constructor(private readonly _options: JobsPanelOptions) {
    super();
    const { feed, trans } = _options;
    this.id = 'sonde-jobs';
    this.addClass('sonde-Panel');
    this.title.icon = jobsIcon;
    this.title.className = 'sonde-JobsTab';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Sonde jobs'));
    feed.changed.connect(this._onChanged, this);
    this._onChanged();
  }

  protected override render(): React.JSX.Element {
    return <UseSignal signal={this._options.feed.changed}>{() => <Jobs {...this._options} />}</UseSignal>;
  }

  /** The network is left alone until somebody looks. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._options.feed.start();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) this._options.feed.start();
  }

  /** The side tab carries the number of jobs at work. */
  private _onChanged(): void {
    const { feed, trans } = this._options;
    const running = sections(feed.list).running.length;
    const count = running === 0 ? '' : String(running);
    if (this.title.dataset['sonde-count'] === count) return;
    this.title.dataset = { 'sonde-count': count };
    this.title.caption =
      running === 0
        ? trans.__('Sonde jobs')
        : trans._n('Sonde jobs: %1 running', 'Sonde jobs: %1 running', running);
  }
}

function Jobs({ feed, actions, trans }: JobsPanelOptions): React.JSX.Element {
  const { list } = feed;
  const { running, queued, finished } = sections(list);
  const now = useNow(running.length > 0);
  const rows = (jobs: JobRecord[]) =>
    jobs.map(job => (
      <li key={job.id}>
        <JobRow job={job} now={now} actions={actions} trans={trans} />
      </li>
    ));
  return (
    <div className="sonde-Panel-content" data-state={list.loaded ? 'ready' : list.connection}>
      <div className="sonde-Panel-header">
        <h2 className="sonde-Panel-title">{trans.__('Jobs')}</h2>
        <Connection feed={feed} trans={trans} />
      </div>
      <div className="sonde-Panel-scroll">
        {list.loaded ? (
          list.jobs.size === 0 ? (
            <EmptyNotice
              icon={jobsIcon}
              title={trans.__('No jobs yet')}
              text={trans.__(
                'Train a module in a notebook: the run appears here and goes on when you close the notebook.'
              )}
            />
          ) : (
            <>
              <Section title={trans.__('Running')} count={running.length}>
                {rows(running)}
              </Section>
              <Section title={trans.__('Queued')} count={queued.length}>
                {rows(queued)}
              </Section>
              <Section title={trans.__('Finished')} count={finished.length}>
                {rows(finished)}
              </Section>
            </>
          )
        ) : list.error ? (
          <ErrorNotice error={list.error} trans={trans} onRetry={() => feed.retry()} />
        ) : (
          <Skeleton
            rows={2}
            label={trans.__('Loading the jobs')}
            slow={trans.__('Starting the Sonde service…')}
          />
        )}
      </div>
    </div>
  );
}

/** Says whether the list is live. A lost connection is restored by itself; the button only shortens the wait. */
function Connection({ feed, trans }: Pick<JobsPanelOptions, 'feed' | 'trans'>): React.JSX.Element {
  const { connection, loaded, error } = feed.list;
  if (connection !== 'lost') {
    const live = connection === 'live';
    return (
      <span className={`sonde-Connection${live ? ' sonde-mod-live' : ''}`} role="status">
        {live ? trans.__('Live') : trans.__('Connecting…')}
      </span>
    );
  }
  // The error notice below says it all, and has the button.
  if (!loaded) return <span className="sonde-Connection sonde-mod-lost">{trans.__('Not connected')}</span>;
  return (
    <span className="sonde-Connection sonde-mod-lost" role="status" title={error?.message}>
      {trans.__('Reconnecting…')}
      <button
        type="button"
        className="sonde-Button sonde-mod-small sonde-mod-quiet"
        onClick={() => feed.retry()}
      >
        {trans.__('Now')}
      </button>
    </span>
  );
}

function Section(props: {
  title: string;
  count: number;
  children: React.ReactNode;
}): React.JSX.Element | null {
  if (props.count === 0) return null;
  return (
    <details className="sonde-Section" open>
      <summary className="sonde-Section-title">
        {props.title} <span className="sonde-Section-count">{props.count}</span>
      </summary>
      <ul className="sonde-Section-list" role="list">
        {props.children}
      </ul>
    </details>
  );
}
