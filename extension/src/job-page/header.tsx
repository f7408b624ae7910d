/** The top of the page: what the job is, how it stands, when it will be done, and what can be done with it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type JobRecord } from '@sonde/schema';
import * as React from 'react';
import { cloneIcon, copyIcon, resumeIcon, retryIcon, stopIcon, trashIcon } from '../icons.js';
import { elapsed, formatDuration } from '../jobs/duration.js';
import { timeLeft, timeLeftText } from '../jobs/eta.js';
import { failureOf } from '../jobs/failure.js';
import { mayResume, resumeLabel } from '../jobs/job-actions.js';
import { kindName } from '../jobs/kind-name.js';
import { ProgressBar, progressText } from '../jobs/progress-bar.js';
import { StateChip } from '../jobs/state-chip.js';
import { Origin } from './origin.js';
import type { JobPageActions } from './page.js';

interface Props {
  job: JobRecord;
  now: number;
  deleted: boolean;
  actions: JobPageActions;
  trans: TranslationBundle;
}

export function JobHeader({ job, now, deleted, actions, trans }: Props): React.JSX.Element {
  const final = isFinal(job.state);
  const took = elapsed(job, now);
  const left = timeLeft(job, now);
  const subject = job.module ?? job.notebook ?? (job.command && cut(job.command.join(' ')));
  const working = !final && job.state !== 'queued';
  return (
    <div className="sonde-JobHeader">
      <div className="sonde-JobHeader-line">
        <StateChip state={job.state} reason={job.reason} trans={trans} />
        {took !== undefined && <span>{formatDuration(took, trans)}</span>}
        {left !== undefined && <span>{timeLeftText(left, trans)}</span>}
        {job.attempt > 1 && <span>{trans.__('attempt %1', job.attempt)}</span>}
      </div>
      <h1 className="sonde-JobHeader-title">{job.title}</h1>
      <p className="sonde-JobHeader-facts">
        {[kindName(job.kind, trans), subject, job.target].filter(Boolean).join(' · ')} · <code>{job.id}</code>
      </p>
      <Origin {...{ job, actions, trans }} />
      {working && (
        <div className="sonde-JobHeader-progress">
          <ProgressBar progress={job.progress} label={trans.__('Progress of %1', job.title)} />
          <span>{progressText(job.progress)}</span>
        </div>
      )}
      {job.reason !== undefined && !failureOf(job, trans) && (
        <p className="sonde-JobPage-quiet">{job.reason}</p>
      )}
      <div className="sonde-ModuleHeader-actions">
        {!final && (
          <Action
            icon={stopIcon}
            label={job.state === 'stopping' ? trans.__('Stopping…') : trans.__('Stop')}
            disabled={job.state === 'stopping'}
            run={() => void actions.stop(job.id)}
          />
        )}
        {final && !deleted && (
          <Action icon={retryIcon} label={trans.__('Retry')} run={() => actions.retry(job.id)} />
        )}
        {mayResume(job) && !deleted && (
          <Action icon={resumeIcon} label={resumeLabel(job, trans)} run={() => actions.resume(job.id)} />
        )}
        {!deleted && (
          <Action icon={cloneIcon} label={trans.__('Clone with edits…')} run={() => actions.clone(job.id)} />
        )}
        <Action icon={copyIcon} label={trans.__('Copy id')} run={() => actions.copyId(job.id)} />
        {final && !deleted && (
          <Action icon={trashIcon} label={trans.__('Delete…')} run={() => actions.remove(job.id)} />
        )}
      </div>
    </div>
  );
}

/** A command may be a whole program; all of it stands among the parameters. */
function cut(command: string): string {
  return command.length <= 80 ? command : `${command.slice(0, 79)}…`;
}

function Action(props: {
  icon: typeof stopIcon;
  label: string;
  disabled?: boolean;
  run: () => void;
}): React.JSX.Element {
  const { icon: Icon, label, disabled, run } = props;
  return (
    <button type="button" className="sonde-Button" disabled={disabled} onClick={run}>
      <Icon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
      {label}
    </button>
  );
}
