/** Queued, made ready, started, ended: when, and how long each took. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { formatDuration } from '../jobs/duration.js';
import { timelineSteps } from './timeline-steps.js';

interface Props {
  job: JobRecord;
  now: number;
  trans: TranslationBundle;
}

export function Timeline({ job, now, trans }: Props): React.JSX.Element {
  const tookText = {
    queued: (time: string) => trans.__('waited %1', time),
    prepared: (time: string) => trans.__('took %1', time),
    started: (time: string) => trans.__('ran %1', time),
    ended: (time: string) => time
  };
  return (
    <ol className="sonde-Timeline">
      {timelineSteps(job, now).map(({ name, at, took, label }) => (
        <li key={name} className={at === undefined ? 'sonde-mod-open' : ''} data-step={name}>
          <span className="sonde-Timeline-label">{trans.__(label)}</span>
          <span className="sonde-Timeline-at">
            {at === undefined ? '–' : <time dateTime={at}>{new Date(at).toLocaleString()}</time>}
          </span>
          <span className="sonde-Timeline-took">
            {took !== undefined && tookText[name](formatDuration(took, trans))}
          </span>
        </li>
      ))}
    </ol>
  );
}
