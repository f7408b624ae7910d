/** Stands where the form would, for a job that a cell sent: there is nothing to fill in, its code is in the cell. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRequest } from '@sonde/schema';
import * as React from 'react';
import { notebookIcon, retryIcon } from '../icons.js';

interface Props {
  /** What the job was asked for. */
  sent: JobRequest;
  job: string;
  actions: { retry: (id: string) => void; openNotebook: (path: string, cell?: string) => void };
  trans: TranslationBundle;
}

export function SentNotice({ sent, job, actions, trans }: Props): React.JSX.Element {
  const { notebook, cell } = sent.labels ?? {};
  return (
    <div className="sonde-NewJob-sent">
      <p>
        {trans.__(
          'This job runs a function that a cell of a notebook sent. To change it, change that cell and run it again.'
        )}
      </p>
      <div className="sonde-Train-actions">
        {notebook !== undefined && (
          <button
            type="button"
            className="sonde-Button sonde-mod-primary"
            onClick={() => actions.openNotebook(notebook, cell)}
          >
            <notebookIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
            {trans.__('Open its cell')}
          </button>
        )}
        <button type="button" className="sonde-Button" onClick={() => actions.retry(job)}>
          <retryIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          {trans.__('Retry as it was')}
        </button>
      </div>
    </div>
  );
}
