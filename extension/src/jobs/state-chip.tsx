/** The state of a job as a picture and a word, from the one table that knows them. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { jobStates, type JobState } from '@sonde/schema';
import * as React from 'react';
import { stateIcons } from '../icons.js';

interface Props {
  state: JobState;
  /** Why it is in this state; shown on hover. */
  reason?: string;
  trans: TranslationBundle;
}

export function StateChip({ state, reason, trans }: Props): React.JSX.Element {
  const row = jobStates[state];
  const Icon = stateIcons[row.icon].react;
  return (
    <span className={`sonde-StateChip sonde-tone-${row.tone}`} data-state={state} title={reason}>
      <Icon tag="span" className="sonde-StateChip-icon" aria-hidden="true" />
      {trans.__(row.label)}
    </span>
  );
}
