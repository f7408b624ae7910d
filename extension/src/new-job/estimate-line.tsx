/** Under the form: how long the job will take, and what says so. Nothing where nothing says it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { formatDuration } from '../jobs/duration.js';
import type { Estimate } from './estimate.js';

interface Props {
  estimate: Estimate | undefined;
  target: string;
  trans: TranslationBundle;
}

export function EstimateLine({ estimate, target, trans }: Props): React.JSX.Element | null {
  if (!estimate) return null;
  const { usual, least, most, jobs, sameData, epochs } = estimate;
  const about =
    usual < 1000 ? trans.__('Less than a second') : trans.__('About %1', formatDuration(usual, trans));
  const why = [
    trans._n('as one earlier job on %2 took', 'as %1 earlier jobs on %2 took', jobs, target),
    sameData ? trans.__('with the same data') : undefined,
    epochs === undefined ? undefined : trans.__('reckoned for %1 epochs', epochs),
    jobs > 1 ? trans.__('%1 to %2', formatDuration(least, trans), formatDuration(most, trans)) : undefined
  ];
  return (
    <p className="sonde-NewJob-estimate">
      <b>{about}</b>, {why.filter(part => part !== undefined).join(', ')}.
    </p>
  );
}
