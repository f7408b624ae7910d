/** Questions before something of a job is lost, each with what exactly that is. */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { isFinal, type ClearAnswer, type JobRecord, type Schedule } from '@sonde/schema';
import { formatBytes } from '../module/format-bytes.js';
import { whatRuns } from '../schedules/words.js';
import { elapsed, formatDuration } from './duration.js';

/** A job older than this holds work that is worth a question before it is stopped. Milliseconds. */
const askAfter = 60_000;

export async function confirmStop(job: JobRecord, trans: TranslationBundle): Promise<boolean> {
  const took = elapsed(job, Date.now()) ?? 0;
  if (isFinal(job.state) || took < askAfter) return true;
  return confirm(
    trans.__('Stop "%1"?', job.title),
    trans.__('It has been running for %1. What it has not saved yet is lost.', formatDuration(took, trans)),
    trans.__('Stop'),
    trans.__('Keep running')
  );
}

/** @param would what the deletion frees */
export async function confirmDelete(
  jobs: readonly JobRecord[],
  would: ClearAnswer,
  trans: TranslationBundle
): Promise<boolean> {
  const outputs = jobs.reduce((sum, job) => sum + job.artefacts.length, 0);
  const [only] = jobs;
  const frees = trans.__('This frees %1', formatBytes(would.bytes));
  return confirm(
    jobs.length === 1 && only
      ? trans.__('Delete "%1"?', only.title)
      : trans._n('Delete %1 ended job?', 'Delete %1 ended jobs?', jobs.length),
    outputs === 0
      ? trans.__('%1: records and logs. There is no way back.', frees)
      : trans._n(
          '%2: records, logs and %1 output file, trained models among them. There is no way back.',
          '%2: records, logs and %1 output files, trained models among them. There is no way back.',
          outputs,
          frees
        ),
    trans.__('Delete'),
    trans.__('Keep')
  );
}

export async function confirmUnschedule(schedule: Schedule, trans: TranslationBundle): Promise<boolean> {
  return confirm(
    trans.__('Remove the schedule of "%1"?', whatRuns(schedule.request)),
    trans.__('It is not started any more. Jobs that it has started stay.'),
    trans.__('Remove'),
    trans.__('Keep')
  );
}

async function confirm(title: string, body: string, yes: string, no: string): Promise<boolean> {
  const { button } = await showDialog({
    title,
    body,
    buttons: [Dialog.cancelButton({ label: no }), Dialog.warnButton({ label: yes })]
  });
  return button.accept;
}
