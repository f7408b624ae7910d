/**
 * Loads the list of jobs. The newest ones and all that have not ended come first, so that a long list does not keep the
 * panel empty; the rest follows in pages. Where there is a list already, it is replaced when the new one is whole, so that
 * nothing flickers.
 */
import type { JobList, JobRecord } from '@sonde/schema';
import type { JobQuery, ServiceClient } from '../service/client.js';
import { wait } from '../service/wait.js';
import type { JobsChange } from './list.js';

/** Jobs on the first page, and on each page after it. */
const firstPage = 100;
const nextPage = 2500;
/** Milliseconds until a page that did not come is asked for again. */
const pageAgain = 2000;
/** Older jobs come by the thousand: reading them would keep the first ones from the screen. Milliseconds. */
const untilPainted = 150;

export interface LoadListOptions {
  /** Whether there is a list that can be looked at meanwhile. */
  replace: boolean;
  signal: AbortSignal;
}

/** First a snapshot, or what keeps it from being had; then what makes it complete, however often that takes. */
export async function* loadList(
  client: Pick<ServiceClient, 'jobs'>,
  { replace, signal }: LoadListOptions
): AsyncGenerator<JobsChange> {
  const [first, open] = await Promise.all([
    client.jobs({ limit: firstPage, signal }),
    client.jobs({ open: true, signal })
  ]);
  const jobs = [...open.jobs, ...first.jobs];
  const last = first.jobs.length < first.total ? first.jobs.at(-1) : undefined;
  const ask: AskPage = query => client.jobs({ ...query, signal });
  if (replace) for await (const page of pagesAfter(last, ask)) jobs.unshift(...page);
  yield { kind: 'snapshot', jobs, complete: replace || !last };
  if (replace || !last) return;
  await wait(untilPainted, signal);
  for await (const page of pagesAfter(last, patiently(ask, signal))) yield { kind: 'older', jobs: page };
  yield { kind: 'complete' };
}

type AskPage = (query: JobQuery) => Promise<JobList>;

async function* pagesAfter(last: JobRecord | undefined, ask: AskPage): AsyncGenerator<readonly JobRecord[]> {
  while (last) {
    const { jobs } = await ask({ limit: nextPage, before: last.id });
    yield jobs;
    last = jobs.length < nextPage ? undefined : jobs.at(-1);
  }
}

/** A page that does not come is asked for again: the newest jobs are there, and the stream tells of them meanwhile. */
function patiently(ask: AskPage, signal: AbortSignal): AskPage {
  return async query => {
    for (;;) {
      try {
        return await ask(query);
      } catch {
        await wait(pageAgain, signal);
      }
    }
  };
}
