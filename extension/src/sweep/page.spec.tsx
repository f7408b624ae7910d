import { afterEach, expect, it, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { JobList, JobRecord, RunView } from '@sonde/schema';
import { JobsFeed } from '../jobs/feed.js';
import type { JobQuery } from '../service/client.js';
import { SweepPage } from './page.js';

const trans = nullTranslator.load('sonde');
const never = () => new Promise<never>(() => undefined);
let feed: JobsFeed;
let page: SweepPage;
afterEach(() => {
  page.dispose();
  feed.dispose();
});

function open(
  jobs: (query?: JobQuery) => Promise<JobList>,
  view: (id: string) => Promise<RunView> = never
): SweepPage {
  feed = new JobsFeed(
    { jobs, stream: () => Promise.resolve(new ReadableStream()), cancel: never },
    { wait: never }
  );
  page = new SweepPage({ group: 'g', feed, client: { view }, open: () => undefined, trans });
  Widget.attach(page, document.body);
  return page;
}

/** Waits until the page says this. */
async function says(text: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (page.node.textContent.includes(text)) return;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`It says: ${page.node.textContent}`);
}

it('says that it loads, then why it cannot', async () => {
  let fail: (error: Error) => void = () => undefined;
  open(() => new Promise((_, reject) => (fail = reject)));
  feed.start();
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(page.node.querySelector('[data-state=loading]')).not.toBeNull();
  fail(new TypeError('away'));
  await says('Cannot reach the Jupyter server');
});

it('does not call a sweep unknown while older jobs are on their way', async () => {
  const newest = Array.from({ length: 100 }, (_, n) => ({ id: `z${n}`, state: 'failed' }) as JobRecord);
  let send: (list: JobList) => void = () => undefined;
  open(query => {
    if (query?.before !== undefined) return new Promise(resolve => (send = resolve));
    return Promise.resolve({ jobs: query?.open ? [] : newest, total: 101 });
  });
  feed.start();
  await new Promise(resolve => setTimeout(resolve, 250));
  expect(page.node.textContent).not.toContain('No such sweep');
  send({ jobs: [], total: 100 });
  await says('No such sweep');
});

it('asks for the curves of all, also when one cannot be had', async () => {
  const job = (id: string) =>
    ({
      id,
      group: 'g',
      state: 'succeeded',
      title: id,
      labels: {},
      args: {},
      metrics: {}
    }) as unknown as JobRecord;
  const asked = jest.fn((id: string) =>
    id === 'a'
      ? Promise.reject(new Error('Its events are gone'))
      : Promise.resolve({ state: 'succeeded', series: {} } as unknown as RunView)
  );
  open(() => Promise.resolve({ jobs: [job('a'), job('b'), job('c')], total: 3 }), asked);
  feed.start();
  await says('run 3');
  for (let turn = 0; turn < 100 && asked.mock.calls.length < 3; turn += 1)
    await new Promise(resolve => setTimeout(resolve, 10));
  expect(asked.mock.calls.map(([id]) => id)).toEqual(['a', 'b', 'c']);
});
