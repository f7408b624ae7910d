/** Where the job came from: the cell of a notebook that started it, the job it repeats or goes on from. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import type { JobPageActions } from './page.js';

interface Props {
  job: JobRecord;
  actions: Pick<JobPageActions, 'open' | 'openNotebook'>;
  trans: TranslationBundle;
}

export function Origin({ job, actions, trans }: Props): React.JSX.Element | null {
  const { notebook, cell } = job.labels;
  const { parent, resumes } = job;
  if (notebook === undefined && parent === undefined) return null;
  return (
    <p className="sonde-JobHeader-facts">
      {notebook !== undefined && (
        <button
          type="button"
          className="sonde-Link"
          title={notebook}
          onClick={() => actions.openNotebook(notebook, cell)}
        >
          {cell === undefined
            ? trans.__('Started in %1', nameOf(notebook))
            : trans.__('Started by a cell of %1', nameOf(notebook))}
        </button>
      )}
      {notebook !== undefined && parent !== undefined && ' · '}
      {parent !== undefined && (
        <button type="button" className="sonde-Link" onClick={() => actions.open(parent)}>
          {parent === resumes
            ? trans.__('Goes on from job %1', parent)
            : trans.__('Came from job %1', parent)}
        </button>
      )}
    </p>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
