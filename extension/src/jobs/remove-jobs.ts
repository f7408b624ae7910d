/** Deletes ended jobs for a person: asks first, says how far it has come where there are many, and what it freed. */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ClearAnswer, JobRecord } from '@sonde/schema';
import { formatBytes } from '../module/format-bytes.js';
import { notifyError } from '../notices/notify-error.js';
import type { ServiceClient } from '../service/client.js';
import { clearJobs } from './clear-jobs.js';
import type { JobsFeed } from './feed.js';
import { confirmDelete } from './job-dialogs.js';

interface Context {
  client: Pick<ServiceClient, 'clear'>;
  feed: Pick<JobsFeed, 'apply'>;
  trans: TranslationBundle;
}

export async function removeJobs(
  jobs: readonly JobRecord[],
  { client, feed, trans }: Context
): Promise<void> {
  const ids = jobs.map(job => job.id);
  const progress = new Progress(ids.length);
  try {
    const would = await clearJobs(client, ids, {
      dry: true,
      onPart: done => progress.tell(done, trans.__('Counting what %1 jobs take…', ids.length))
    });
    progress.end();
    if (!(await confirmDelete(jobs, would, trans))) return;
    const answer = await clearJobs(client, ids, {
      onPart: (done, part) => {
        progress.tell(done, trans.__('Deleting %1 jobs…', ids.length));
        feed.apply([], part);
      }
    });
    const { bytes, failed } = answer;
    const kept = new Set(failed.map(one => one.id));
    feed.apply(
      jobs.filter(job => kept.has(job.id)),
      ids.filter(id => !kept.has(id))
    );
    sayDeleted(answer, trans.__('%1 freed', formatBytes(bytes)), trans);
  } catch (thrown) {
    notifyError(thrown);
  } finally {
    progress.end();
  }
}

function sayDeleted({ jobs, failed }: ClearAnswer, freed: string, trans: TranslationBundle): void {
  if (jobs > 0) {
    const said = trans._n('Deleted %1 job, %2', 'Deleted %1 jobs, %2', jobs, freed);
    Notification.info(said, { autoClose: 4000 });
  }
  if (failed[0]) notifyError(new Error(failed[0].message));
}

/** A toast with a bar, from the first part that is done on. */
class Progress {
  constructor(private readonly _of: number) {}

  tell(done: number, message: string): void {
    const options = { progress: done / this._of, autoClose: false as const };
    if (this._id === undefined) this._id = Notification.emit(message, 'in-progress', options);
    else Notification.update({ id: this._id, message, ...options });
  }

  end(): void {
    if (this._id !== undefined) Notification.dismiss(this._id);
    this._id = undefined;
  }

  private _id: string | undefined;
}
