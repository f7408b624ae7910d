/** Why the job failed: the first cause in a sentence, what to do, the last lines of its log, and all of it to copy. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { alertIcon, copyIcon } from '../icons.js';
import type { Failure } from '../jobs/failure.js';
import { withoutAnsi } from './ansi.js';
import { diagnostics } from './diagnostics.js';
import type { JobPageClient } from './model.js';
import type { JobPageActions } from './page.js';

interface Props {
  job: JobRecord;
  failure: Failure;
  client: Pick<JobPageClient, 'logPart'>;
  actions: Pick<JobPageActions, 'copy'>;
  trans: TranslationBundle;
}

const lastLines = 20;

export function ErrorBlock({ job, failure, client, actions, trans }: Props): React.JSX.Element {
  const [lines, setLines] = React.useState<readonly string[]>([]);
  const [copied, setCopied] = React.useState(false);
  React.useEffect(() => {
    client.logPart(job.id, { most: 64 * 1024 }).then(
      ({ text }) => setLines(text.trimEnd().split('\n').slice(-lastLines).map(withoutAnsi)),
      // The log view below says what is wrong with the log.
      () => setLines([])
    );
  }, [job.id, job.finished, client]);
  const { message, hint, more } = failure;
  const printed = lines.join('\n').trim();
  return (
    <section className="sonde-JobError" role="alert" data-section="error">
      <h2 className="sonde-JobError-title">
        <alertIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        {message}
      </h2>
      {hint !== undefined && <p>{hint}</p>}
      {more !== undefined && <p>{more}</p>}
      {printed !== '' && (
        <>
          <h3 className="sonde-JobError-heading">{trans.__('The last it printed')}</h3>
          <pre tabIndex={0}>{printed}</pre>
        </>
      )}
      {job.error?.stack !== undefined && (
        <details>
          <summary>{trans.__('Where in the code')}</summary>
          <pre tabIndex={0}>{job.error.stack}</pre>
        </details>
      )}
      <button
        type="button"
        className="sonde-Button sonde-mod-small"
        onClick={() => {
          actions.copy(diagnostics(job, lines));
          setCopied(true);
        }}
      >
        <copyIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        <span aria-live="polite">{copied ? trans.__('Copied') : trans.__('Copy diagnostics')}</span>
      </button>
    </section>
  );
}
