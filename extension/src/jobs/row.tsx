/** One job of the panel: its state, what it is, how far it has come and when it will be done, and what can be done. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { moreIcon, pageIcon, retryIcon, stopIcon } from '../icons.js';
import { formatValue } from '../plots/series.js';
import { elapsed, formatDuration } from './duration.js';
import { timeLeft, timeLeftText } from './eta.js';
import { failureOf } from './failure.js';
import type { JobActions } from './job-actions.js';
import { kindName } from './kind-name.js';
import { ProgressBar, progressText } from './progress-bar.js';
import { StateChip } from './state-chip.js';

interface Props {
  job: JobRecord;
  now: number;
  actions: JobActions;
  trans: TranslationBundle;
  /** Why it waits, where that is not in the record. */
  waiting?: string | undefined;
  /** Within a list that the arrow keys walk through, one row at a time can be reached with Tab. */
  tabIndex?: 0 | -1;
}

export function JobRow({ job, now, actions, trans, waiting, tabIndex }: Props): React.JSX.Element {
  const final = isFinal(job.state);
  const took = elapsed(job, now);
  const failure = failureOf(job, trans);
  const said = failure?.message ?? waiting ?? job.reason;
  const left = timeLeft(job, now);
  return (
    <article
      className="sonde-JobRow"
      aria-label={job.title}
      data-job={job.id}
      data-state={job.state}
      tabIndex={tabIndex}
    >
      <header className="sonde-JobRow-header">
        <StateChip state={job.state} reason={job.reason} trans={trans} />
        {took !== undefined && <span className="sonde-JobRow-elapsed">{formatDuration(took, trans)}</span>}
      </header>
      <h3 className="sonde-JobRow-title" title={timesText(job, trans)}>
        {job.title}
      </h3>
      <p className="sonde-JobRow-facts">
        {job.module ?? kindName(job.kind, trans)} · {job.target} · {startedAt(job.created)}
        {job.attempt > 1 && ` · ${trans.__('attempt %1', job.attempt)}`}
      </p>
      {!final && job.state !== 'queued' && (
        <div className="sonde-JobRow-progress">
          <ProgressBar progress={job.progress} label={trans.__('Progress of %1', job.title)} />
          <span className="sonde-JobRow-progressText">{progressText(job.progress)}</span>
          {left !== undefined && <span className="sonde-JobRow-left">{timeLeftText(left, trans)}</span>}
        </div>
      )}
      <MetricsLine metrics={job.metrics} />
      {said !== undefined && <p className={failure ? 'sonde-JobRow-error' : 'sonde-JobRow-reason'}>{said}</p>}
      {failure?.hint !== undefined && <p className="sonde-JobRow-reason">{failure.hint}</p>}
      <footer className="sonde-JobRow-actions">
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          aria-label={trans.__('Open %1', job.title)}
          onClick={() => actions.open(job.id)}
        >
          <pageIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {trans.__('Open')}
        </button>
        {final ? (
          <button
            type="button"
            className="sonde-Button sonde-mod-small sonde-mod-quiet"
            aria-label={trans.__('Retry %1', job.title)}
            onClick={() => actions.retry(job.id)}
          >
            <retryIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {trans.__('Retry')}
          </button>
        ) : (
          <button
            type="button"
            className="sonde-Button sonde-mod-small"
            aria-label={trans.__('Stop %1', job.title)}
            disabled={job.state === 'stopping'}
            onClick={() => void actions.stop(job.id)}
          >
            <stopIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {job.state === 'stopping' ? trans.__('Stopping…') : trans.__('Stop')}
          </button>
        )}
        <button
          type="button"
          className="sonde-Button sonde-mod-small sonde-mod-quiet sonde-JobRow-more"
          title={trans.__('More')}
          aria-haspopup="menu"
          aria-label={trans.__('More for %1', job.title)}
          onClick={event => actions.more(job.id, event.currentTarget)}
        >
          <moreIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        </button>
      </footer>
    </article>
  );
}

/** The time of day, with the date when it was not today: tells two runs of one module apart. */
function startedAt(created: string): string {
  const at = new Date(created);
  const time = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()} ${time}`;
}

function MetricsLine({ metrics }: { metrics: JobRecord['metrics'] }): React.JSX.Element | null {
  const entries = Object.entries(metrics).slice(0, 4);
  if (entries.length === 0) return null;
  return (
    <dl className="sonde-JobRow-metrics">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formatValue(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function timesText(job: JobRecord, trans: TranslationBundle): string {
  const at = (time: string) => new Date(time).toLocaleString();
  return [
    trans.__('Created %1', at(job.created)),
    ...(job.started === undefined ? [] : [trans.__('Started %1', at(job.started))]),
    ...(job.finished === undefined ? [] : [trans.__('Finished %1', at(job.finished))])
  ].join('\n');
}
