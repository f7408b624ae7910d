/** How many jobs run and wait, in the status bar; nothing where there are none. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { jobsIcon } from '../icons.js';
import type { JobsFeed } from './feed.js';
import { sectionOf } from './list.js';

interface Props {
  feed: JobsFeed;
  trans: TranslationBundle;
  onClick: () => void;
}

export function JobsCount({ feed, trans, onClick }: Props): React.JSX.Element | null {
  const count = { running: 0, waiting: 0, ended: 0 };
  for (const job of feed.list.jobs.values()) count[sectionOf(job)] += 1;
  if (count.running + count.waiting === 0) return null;
  const said = [
    ...(count.running > 0 ? [trans.__('%1 running', count.running)] : []),
    ...(count.waiting > 0 ? [trans.__('%1 waiting', count.waiting)] : [])
  ].join(', ');
  return (
    <button type="button" className="sonde-JobsCount" title={trans.__('Show Sonde jobs')} onClick={onClick}>
      <jobsIcon.react tag="span" className="sonde-JobsCount-icon" aria-hidden="true" />
      {trans.__('Jobs: %1', said)}
    </button>
  );
}
