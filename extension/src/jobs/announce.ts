/** Says in a toast that a job has ended, with the way to what it made or to why it failed. */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { jobStates, type JobRecord } from '@sonde/schema';
import { elapsed, formatDuration } from './duration.js';
import type { JobSection } from './job-actions.js';

const types = {
  success: 'success',
  error: 'error',
  warn: 'warning',
  info: 'info',
  neutral: 'info'
} as const;

export function announce(job: JobRecord, trans: TranslationBundle, open: (at: JobSection) => void): void {
  const took = elapsed(job, Date.now());
  const row = jobStates[job.state];
  const said = trans.__('%1: %2', job.title, trans.__(row.label).toLowerCase());
  const message = took === undefined ? said : trans.__('%1 after %2', said, formatDuration(took, trans));
  const action =
    job.state === 'succeeded'
      ? { label: trans.__('Open results'), callback: () => open('outputs') }
      : { label: trans.__('Show job'), callback: () => open('error') };
  Notification.emit(message, types[row.tone], { autoClose: 6000, actions: [action] });
}
