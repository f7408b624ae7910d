/** A training run: its state and progress, live curves, and what went wrong if something did. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord, type RunView } from '@sonde/schema';
import * as React from 'react';
import { stopIcon } from '../icons.js';
import { elapsed, formatDuration } from '../jobs/duration.js';
import { useNow } from '../jobs/now.js';
import { ProgressBar, progressText } from '../jobs/progress-bar.js';
import { StateChip } from '../jobs/state-chip.js';
import { Failure } from '../notices/failure.js';
import { LiveChart } from './chart.js';
import { useLatestView } from './latest-view.js';
import { charts } from './series.js';
import type { ThemeChanged } from './theme.js';

interface Props {
  view: RunView;
  /** Asks the service for the view of a job as it is now. */
  fetchView: (id: string) => Promise<RunView>;
  /** The job as the service knows it, when it does. */
  job?: Pick<JobRecord, 'state' | 'finished' | 'reason'>;
  onStop: (id: string) => Promise<void>;
  themeChanged?: ThemeChanged;
  trans: TranslationBundle;
}

export function Run({ view: shown, fetchView, job, onStop, themeChanged, trans }: Props): React.JSX.Element {
  const view = useLatestView(shown, fetchView);
  const { state, reason, finished } = current(view, job);
  const final = isFinal(state);
  const now = useNow(!final && view.started !== undefined);
  const took = elapsed({ started: view.started, finished }, now);
  const facts = [view.module, view.device, took === undefined ? undefined : formatDuration(took)];
  const drawn = React.useMemo(() => charts(view.series), [view]);
  return (
    <section className="sonde-Run" aria-label={view.title} data-state={state}>
      <header className="sonde-Run-header">
        <StateChip state={state} reason={reason} trans={trans} />
        <h3 className="sonde-Run-title">{view.title}</h3>
        <span className="sonde-Run-progressText">{progressText(view.progress)}</span>
        {!final && <StopButton id={view.job} stopping={state === 'stopping'} onStop={onStop} trans={trans} />}
      </header>
      {!final && <ProgressBar progress={view.progress} label={trans.__('Progress of %1', view.title)} />}
      <p className="sonde-Run-facts">{facts.filter(fact => fact !== undefined).join(' · ')}</p>
      {drawn.length > 0 ? (
        <div className="sonde-Run-charts">
          {drawn.map(chart => (
            <LiveChart key={chart.name} chart={chart} themeChanged={themeChanged} trans={trans} />
          ))}
        </div>
      ) : (
        !final && (
          <p className="sonde-Run-waiting">{trans.__('The curves appear with the first measured step.')}</p>
        )
      )}
      {view.error && state !== 'cancelled' ? (
        <Failure error={view.error} role="alert" />
      ) : (
        // Who stops a run knows that it was stopped: that is no error.
        reason !== undefined && <p className="sonde-Run-hint">{reason}</p>
      )}
    </section>
  );
}

/**
 * A saved notebook says how the run stood when it was saved. Where the service knows that the job has gone further
 * since, that is what is shown.
 */
function current(view: RunView, job: Props['job']): Pick<RunView, 'state' | 'reason' | 'finished'> {
  return isFinal(view.state) || job === undefined
    ? view
    : { ...job, finished: job.finished ?? view.finished };
}

interface StopProps {
  id: string;
  stopping: boolean;
  onStop: (id: string) => Promise<void>;
  trans: TranslationBundle;
}

function StopButton({ id, stopping, onStop, trans }: StopProps): React.JSX.Element {
  const [asked, setAsked] = React.useState(false);
  const stop = () => {
    setAsked(true);
    void onStop(id).finally(() => setAsked(false));
  };
  return (
    <button
      type="button"
      className="sonde-Button sonde-mod-small"
      disabled={asked || stopping}
      onClick={stop}
    >
      <stopIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
      {asked || stopping ? trans.__('Stopping…') : trans.__('Stop')}
    </button>
  );
}
