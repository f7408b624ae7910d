import { afterEach, expect, it } from '@jest/globals';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { SondeError, type ClearRequest, type JobRecord } from '@sonde/schema';
import { CommandIDs } from '../tokens.js';
import { JobsFeed } from './feed.js';
import { addJobCommands } from './job-commands.js';

const trans = nullTranslator.load('sonde');
const job = (id: string, state: JobRecord['state']) =>
  ({ id, state, title: id, artefacts: [], created: '2026-01-01T00:00:00Z' }) as unknown as JobRecord;
const never = () => new Promise<never>(() => undefined);
const notices = () => Notification.manager.notifications.map(({ message }) => message);
let feed: JobsFeed;
afterEach(() => {
  feed.dispose();
  Notification.manager.dismiss();
  document.body.innerHTML = '';
});

/** Commands of a Lab whose service has these jobs, and what it is asked to delete. */
function commandsFor(jobs: readonly JobRecord[] | SondeError) {
  const commands = new CommandRegistry();
  const cleared: ClearRequest[] = [];
  const answer = () =>
    jobs instanceof SondeError
      ? Promise.reject(jobs)
      : Promise.resolve({ jobs: [...jobs], total: jobs.length });
  feed = new JobsFeed(
    { jobs: answer, stream: () => Promise.resolve(new ReadableStream()), cancel: never },
    { wait: never }
  );
  const client = {
    retry: never,
    resume: never,
    clear: (request: ClearRequest) => {
      cleared.push(request);
      return Promise.resolve({ jobs: request.ids.length, bytes: 2000, failed: [] });
    }
  };
  const app = { commands, contextMenuHitTest: () => undefined } as unknown as JupyterFrontEnd;
  addJobCommands(app, { feed, client, trans });
  return { commands, cleared };
}

it('deletes all that has ended, also where nobody has looked at jobs before', async () => {
  const { commands, cleared } = commandsFor([job('a', 'failed'), job('b', 'running'), job('c', 'succeeded')]);
  const done = commands.execute(CommandIDs.clearJobs);
  for (let n = 0; n < 500 && !document.body.textContent.includes('Delete 2'); n++)
    await new Promise(resolve => setTimeout(resolve, 10));
  expect(document.body.textContent).toContain('Delete 2 ended jobs?');
  document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')?.click();
  await done;
  expect(cleared).toEqual([{ ids: ['a', 'c'], dry: true }, { ids: ['a', 'c'] }]);
  expect(notices()).toEqual(['Deleted 2 jobs, 2 kB freed']);
  expect([...feed.list.jobs.keys()]).toEqual(['b']);
});

it('says that nothing has ended, or why that is not known', async () => {
  const none = commandsFor([job('b', 'running')]);
  await none.commands.execute(CommandIDs.clearJobs);
  expect([notices(), none.cleared]).toEqual([['No job has ended: there is nothing to delete.'], []]);
  Notification.manager.dismiss();
  feed.dispose();
  const down = commandsFor(new SondeError('service-down', 'The Sonde service did not start (500)'));
  await down.commands.execute(CommandIDs.clearJobs);
  expect(notices()).toEqual(['The Sonde service did not start (500)']);
});
