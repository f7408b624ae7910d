/** The jobs of this module, live. A run's curves are drawn when somebody wants to see them. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { UseSignal } from '@jupyterlab/ui-components';
import {
  isFinal,
  mime,
  toErrorRecord,
  type ErrorRecord,
  type JobRecord,
  type MimeBundle
} from '@sonde/schema';
import * as React from 'react';
import { jobsIcon } from '../icons.js';
import type { JobsFeed } from '../jobs/feed.js';
import type { JobActions } from '../jobs/job-actions.js';
import { useNow } from '../jobs/now.js';
import { JobRow } from '../jobs/row.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import type { PageClient } from './model.js';
import { Rendered } from './rendered.js';

interface Props {
  module: { name: string; source: string; isFirst: boolean };
  client: Pick<PageClient, 'view'>;
  feed: JobsFeed;
  rendermime: IRenderMimeRegistry;
  jobs: JobActions;
  trans: TranslationBundle;
}

export function Runs(props: Props): React.JSX.Element {
  React.useEffect(() => props.feed.start(), [props.feed]);
  return <UseSignal signal={props.feed.changed}>{() => <List {...props} />}</UseSignal>;
}

function List({ module, client, feed, rendermime, jobs: actions, trans }: Props): React.JSX.Element {
  const jobs = runsOf(module, feed.list.jobs.values());
  const now = useNow(jobs.some(job => !isFinal(job.state)));
  if (!feed.list.loaded && feed.list.error) {
    return <ErrorNotice error={feed.list.error} trans={trans} onRetry={() => feed.retry()} />;
  }
  if (jobs.length === 0) {
    return (
      <EmptyNotice
        icon={jobsIcon}
        title={trans.__('No runs yet')}
        text={trans.__('Start one in the tab “Train”, or in a notebook: it appears here.')}
      />
    );
  }
  return (
    <ul className="sonde-Runs" role="list">
      {jobs.map(job => (
        <li key={job.id}>
          <JobRow job={job} now={now} actions={actions} trans={trans} />
          <Curves job={job.id} {...{ client, rendermime, trans }} />
        </li>
      ))}
    </ul>
  );
}

/** Jobs of any version of `module`, newest first. One that does not say its source is of the first that has the name. */
export function runsOf({ name, source, isFirst }: Props['module'], jobs: Iterable<JobRecord>): JobRecord[] {
  return [...jobs]
    .filter(job => job.module?.replace(/(?<=.)@[^@]*$/, '') === name)
    .filter(({ labels }) => labels['source'] === source || (isFirst && labels['source'] === undefined))
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}

function Curves(props: Pick<Props, 'client' | 'rendermime' | 'trans'> & { job: string }): React.JSX.Element {
  const { job, client, rendermime, trans } = props;
  const [shown, setShown] = React.useState<MimeBundle>();
  const [error, setError] = React.useState<ErrorRecord>();
  const fetch = () => {
    setError(undefined);
    client.view(job).then(
      view => setShown({ [mime.run]: view }),
      (thrown: unknown) => setError(toErrorRecord(thrown))
    );
  };
  return (
    <details className="sonde-Runs-curves" onToggle={event => event.currentTarget.open && !shown && fetch()}>
      <summary>{trans.__('Curves')}</summary>
      {error && <ErrorNotice error={error} trans={trans} onRetry={fetch} />}
      {shown && <Rendered bundle={shown} rendermime={rendermime} />}
    </details>
  );
}
