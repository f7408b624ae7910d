/** One job of the panel: its state, what it is, how far it has come and how long it has taken, and what can be done. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { copyIcon, stopIcon } from '../icons.js';
import { elapsed, formatDuration } from './duration.js';
import { ProgressBar, progressText } from './progress-bar.js';
import { StateChip } from './state-chip.js';

export interface JobActions {
  stop: (id: string) => Promise<void>;
  copyId: (id: string) => void;
}

interface Props {
  job: JobRecord;
  now: number;
  actions: JobActions;
  trans: TranslationBundle;
}

export function JobRow({ job, now, actions, trans }: Props): React.JSX.Element {
  const final = isFinal(job.state);
  const took = elapsed(job, now);
  // Who stops a job knows that it was stopped: that is no error.
  const error = job.state === 'cancelled' ? undefined : job.error;
  const said = error?.message ?? job.reason;
  return (
    <article className="sonde-JobRow" aria-label={job.title} data-job={job.id} data-state={job.state}>
      <header className="sonde-JobRow-header">
        <StateChip state={job.state} reason={job.reason} trans={trans} />
        {took !== undefined && <span className="sonde-JobRow-elapsed">{formatDuration(took)}</span>}
      </header>
      <h3 className="sonde-JobRow-title" title={timesText(job, trans)}>
        {job.title}
      </h3>
      <p className="sonde-JobRow-facts">
        {job.module} · {job.target} · {startedAt(job.created)}
      </p>
      {!final && job.state !== 'queued' && (
        <div className="sonde-JobRow-progress">
          <ProgressBar progress={job.progress} label={trans.__('Progress of %1', job.title)} />
          <span className="sonde-JobRow-progressText">{progressText(job.progress)}</span>
        </div>
      )}
      <MetricsLine metrics={job.metrics} />
      {said !== undefined && <p className={error ? 'sonde-JobRow-error' : 'sonde-JobRow-reason'}>{said}</p>}
      {error?.hint !== undefined && <p className="sonde-JobRow-reason">{error.hint}</p>}
      <footer className="sonde-JobRow-actions">
        {!final && (
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
          className="sonde-Button sonde-mod-small sonde-mod-quiet"
          title={job.id}
          aria-label={trans.__('Copy the id of %1', job.title)}
          onClick={() => actions.copyId(job.id)}
        >
          <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {trans.__('Copy id')}
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
          <dd>{Number(value.toPrecision(3))}</dd>
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
