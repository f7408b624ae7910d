/** What stands where there are no jobs: why, and what to do about it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { jobsIcon } from '../icons.js';
import { EmptyNotice } from '../notices/empty-notice.js';
import { ErrorNotice } from '../notices/error-notice.js';
import { Skeleton } from '../notices/skeleton.js';
import type { JobsFeed } from './feed.js';
import type { LayoutChoice } from './layout.js';

export function NoJobs(props: {
  feed: JobsFeed;
  choice: LayoutChoice;
  onClear: () => void;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { feed, choice, onClear, trans } = props;
  const { list } = feed;
  if (list.loaded && list.jobs.size > 0) {
    return (
      <EmptyNotice
        icon={jobsIcon}
        title={trans.__('No job matches')}
        text={trans.__('None of %1 jobs has “%2”.', list.jobs.size, choice.filter.trim())}
        action={{ label: trans.__('Clear filter'), run: onClear }}
      />
    );
  }
  if (list.loaded) {
    return (
      <EmptyNotice
        icon={jobsIcon}
        title={trans.__('No jobs yet')}
        text={trans.__(
          'Train a module in a notebook, or start a job here: it goes on when you close the notebook.'
        )}
      />
    );
  }
  if (list.error) return <ErrorNotice error={list.error} trans={trans} onRetry={() => feed.retry()} />;
  return <LoadingJobs trans={trans} />;
}

export function LoadingJobs({ trans }: { trans: TranslationBundle }): React.JSX.Element {
  return (
    <Skeleton rows={2} label={trans.__('Loading the jobs')} slow={trans.__('Starting the Sonde service…')} />
  );
}
